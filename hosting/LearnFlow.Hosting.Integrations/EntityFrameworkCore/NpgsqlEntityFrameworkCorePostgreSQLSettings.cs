namespace Aspire.Npgsql.EntityFrameworkCore.PostgreSQL;

/// <summary>
/// Settings of <c>AddNpgsqlDbContext</c> and <c>EnrichNpgsqlDbContext</c>, read from
/// <c>Aspire:Npgsql:EntityFrameworkCore:PostgreSQL</c> and its child named for the context type.
/// </summary>
public class NpgsqlEntityFrameworkCorePostgreSQLSettings
{
    /// <summary>The PostgreSQL connection string; <c>ConnectionStrings:{connection name}</c> takes its place when it is set.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>True leaves out that failed commands are tried again on transient errors. Default: false.</summary>
    public bool DisableRetry { get; set; }

    /// <summary>True leaves the health check out. Default: false.</summary>
    public bool DisableHealthChecks { get; set; }

    /// <summary>True leaves Npgsql's traces out. Default: false.</summary>
    public bool DisableTracing { get; set; }

    /// <summary>True leaves Npgsql's metrics out. Default: false.</summary>
    public bool DisableMetrics { get; set; }

    /// <summary>How long a command may take, in seconds; null is Npgsql's default of 30.</summary>
    public int? CommandTimeout { get; set; }
}
