using LearnFlow.Exercises.Storage;
using LearnFlow.Hosting.Postgres;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace LearnFlow.Tests.Exercises;

/// <summary>A PostgreSQL server for one test class; each test takes a database of its own.</summary>
internal sealed class ExercisesDatabase : IAsyncDisposable
{
    private readonly EmbeddedPostgres _server;

    private ExercisesDatabase(EmbeddedPostgres server) => _server = server;

    public static async Task<ExercisesDatabase> StartAsync() => new(await EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions
    {
        DataPath = Path.Combine(Path.GetTempPath(), $"learnflow-exercises-{Guid.NewGuid():N}"),
        Password = "test",
    }));

    /// <summary>Makes an empty database.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateAsync(CancellationToken cancellation)
    {
        var name = $"exercises_{Guid.NewGuid():N}";
        await using var connection = new NpgsqlConnection(Address("postgres"));
        await connection.OpenAsync(cancellation);
        await using var create = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await create.ExecuteNonQueryAsync(cancellation);
        return Address(name);
    }

    /// <summary>A context on a database.</summary>
    public static ExercisesDbContext Open(string connectionString)
        => new(new DbContextOptionsBuilder<ExercisesDbContext>().UseNpgsql(connectionString).Options);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_server.DataPath, recursive: true);
    }

    private string Address(string database)
        => new NpgsqlConnectionStringBuilder(_server.ConnectionString) { Database = database, Pooling = false }.ConnectionString;
}
