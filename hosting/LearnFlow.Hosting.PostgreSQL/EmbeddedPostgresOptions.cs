using LearnFlow.Hosting.Processes;

namespace LearnFlow.Hosting.PostgreSQL;

/// <summary>Which cluster to serve, where and to whom.</summary>
public sealed record EmbeddedPostgresOptions
{
    /// <summary>The cluster's folder. It is made on the first start and kept until somebody deletes it.</summary>
    public required string DataPath { get; init; }

    /// <summary>The superuser's password (scram-sha-256). A cluster made with another one is given this one at start.</summary>
    public required string Password { get; init; }

    /// <summary>The superuser's name. It is fixed when the cluster is made.</summary>
    public string UserName { get; init; } = "postgres";

    /// <summary>The TCP port on 127.0.0.1; 0 for a free one.</summary>
    public int Port { get; init; }

    /// <summary>Throw away what is in <see cref="DataPath"/> first.</summary>
    public bool Fresh { get; init; }

    /// <summary>The folder that holds the server's bin folder; null to look for it (<see cref="PostgresBinaries.Find"/>).</summary>
    public string? InstallationPath { get; init; }

    /// <summary>Server settings on top of the stand-in's own, as in postgresql.conf.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>A .sql file, or a folder of them, that runs once when the cluster is new; null for none.</summary>
    public string? InitFiles { get; init; }

    /// <summary>The name in the job file and in messages.</summary>
    public string Name { get; init; } = "postgres";

    /// <summary>Called for each line of the server's log.</summary>
    public Action<string, bool>? Output { get; init; }

    /// <summary>Where the server is written down in case the host dies; null for none.</summary>
    public JobFile? Job { get; init; }
}
