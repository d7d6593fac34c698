namespace Aspire.Npgsql;

/// <summary>Settings of <c>AddNpgsqlDataSource</c>, read from <c>Aspire:Npgsql</c> and <c>Aspire:Npgsql:{connection name}</c>.</summary>
public class NpgsqlSettings
{
    /// <summary>The PostgreSQL connection string; <c>ConnectionStrings:{connection name}</c> takes its place when it is set.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>True leaves the health check out. Default: false.</summary>
    public bool DisableHealthChecks { get; set; }

    /// <summary>True leaves Npgsql's traces out. Default: false.</summary>
    public bool DisableTracing { get; set; }

    /// <summary>True leaves Npgsql's metrics out. Default: false.</summary>
    public bool DisableMetrics { get; set; }
}
