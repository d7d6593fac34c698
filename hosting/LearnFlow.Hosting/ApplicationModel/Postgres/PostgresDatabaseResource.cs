using System.Data.Common;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A database of a PostgreSQL server; it is created before the server counts as running.</summary>
public class PostgresDatabaseResource : Resource, IResourceWithParent<PostgresServerResource>, IResourceWithConnectionString
{
    /// <summary>Creates a database.</summary>
    public PostgresDatabaseResource(string name, string databaseName, PostgresServerResource postgresParentResource) : base(name)
    {
        ArgumentException.ThrowIfNullOrEmpty(databaseName);
        ArgumentNullException.ThrowIfNull(postgresParentResource);
        DatabaseName = databaseName;
        Parent = postgresParentResource;
    }

    /// <summary>The server.</summary>
    public PostgresServerResource Parent { get; }

    /// <summary>The database's name in the server.</summary>
    public string DatabaseName { get; }

    /// <summary>The connection string for Npgsql.</summary>
    public ReferenceExpression ConnectionStringExpression
    {
        get
        {
            var database = new DbConnectionStringBuilder { ["Database"] = DatabaseName }.ConnectionString;
            return ReferenceExpression.Create($"{Parent};{database}");
        }
    }

    /// <summary><c>postgresql://user:password@host:port/database</c>.</summary>
    public ReferenceExpression UriExpression => Parent.Uri(DatabaseName);

    /// <summary><c>jdbc:postgresql://host:port/database</c>.</summary>
    public ReferenceExpression JdbcConnectionString => Parent.Jdbc(DatabaseName);

    IEnumerable<KeyValuePair<string, ReferenceExpression>> IResourceWithConnectionString.GetConnectionProperties() => Parent.CombineProperties(
    [
        new("DatabaseName", ReferenceExpression.Create($"{DatabaseName}")),
        new("Uri", UriExpression),
        new("JdbcConnectionString", JdbcConnectionString),
    ]);
}

/// <summary>The SQL that creates the database in place of CREATE DATABASE.</summary>
internal sealed class PostgresCreateDatabaseScriptAnnotation(string script) : IResourceAnnotation
{
    public string Script { get; } = script;
}

/// <summary>The folder with .sql and .sh files that initialise a new server.</summary>
internal sealed class PostgresInitFilesAnnotation(string path) : IResourceAnnotation
{
    public string Path { get; } = path;
}
