using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using LearnFlow.Hosting.RunMode;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace LearnFlow.Hosting.PostgreSQL;

/// <summary>What DCP runs for a server: its cluster, made ready before each start, and its command line.</summary>
internal sealed class PostgresServerProcess(PostgresServerResource resource)
{
    public const string EndpointName = "tcp";
    private const string DataTarget = "/var/lib/postgresql", InitFilesTarget = "/docker-entrypoint-initdb.d";

    // What a client saw committed survives the death of the server and of the AppHost (synchronous_commit), though not a power
    // failure (fsync): the trade of a development server. Small caches and no processes that a developer's load does not need.
    private static readonly string[] s_settings =
    [
        "listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=off", "full_page_writes=off", "synchronous_commit=on",
        "max_connections=200", "shared_buffers=32MB", "max_wal_size=256MB", "max_logical_replication_workers=0", "jit=off",
        "logging_collector=off", "log_destination=stderr", "log_line_prefix=[%p] ", "log_checkpoints=off",
    ];

    private bool _hasStarted;
    private PostgresCluster? _cluster;

    /// <summary>The program that DCP starts.</summary>
    public static string Command => FastShutdown.Shell ?? PostgresBinaries.FindProgram("postgres") ?? "postgres";

    /// <summary>Makes the cluster ready.</summary>
    /// <exception cref="DistributedApplicationException">It cannot be; the message says why and what to do.</exception>
    public async Task PrepareAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var folder = services.GetRequiredService<DataFolder>();
        var mount = resource.Annotations.OfType<ContainerMountAnnotation>().LastOrDefault(m => m.Target.StartsWith(DataTarget, StringComparison.Ordinal));
        var path = mount switch
        {
            null => folder.Scratch(resource.Name),
            { Type: ContainerMountType.BindMount } => mount.Source!,
            _ => folder.Volume(mount.Source ?? resource.Name),
        };
        var userName = await resource.UserNameReference.GetValueAsync(cancellationToken).ConfigureAwait(false);
        var password = await resource.PasswordParameter.GetValueAsync(cancellationToken).ConfigureAwait(false);

        _cluster = new PostgresCluster(PostgresBinaries.Find(), PostgresAccount.Current.DataPath(path), userName ?? "postgres");
        await _cluster.EndLeftoverAsync(cancellationToken).ConfigureAwait(false);
        if (!_hasStarted && (mount is null || (folder.IsFresh && mount.Type == ContainerMountType.Volume)))
        {
            _cluster.Delete();
        }

        await _cluster.EnsureAsync(password ?? "", await FindInitFilesAsync(services, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        _hasStarted = true;

        // The health checks' pooled connections ended with the server before.
        NpgsqlConnection.ClearAllPools();
    }

    /// <summary>Adds the command line, without a secret.</summary>
    public void AddArguments(CommandLineArgsCallbackContext context)
    {
        if (_cluster is null)
        {
            return; // Asked for before a start.
        }

        string[] settings = _cluster.Binaries.MajorVersion >= 18 ? [.. s_settings, "io_method=sync"] : s_settings;
        string[] arguments = ["-D", _cluster.Path, .. settings.SelectMany(s => new[] { "-c", s }), "-p"];
        var (program, all) = PostgresAccount.Current.Command(_cluster.Binaries.Program("postgres"), arguments);
        foreach (var argument in FastShutdown.Wrap(program, all))
        {
            context.Args.Add(argument);
        }

        context.Args.Add(resource.PrimaryEndpoint.Property(EndpointProperty.Port));
    }

    private async Task<IReadOnlyList<PostgresInitFile>> FindInitFilesAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var files = new List<PostgresInitFile>();
        foreach (var annotation in resource.Annotations.OfType<ContainerFileSystemCallbackAnnotation>().Where(a => a.DestinationPath == InitFilesTarget))
        {
            var items = await annotation.Callback(new() { Model = resource, Services = services }, cancellationToken).ConfigureAwait(false);
            files.AddRange(items.OfType<ContainerFile>().Select(f => new PostgresInitFile(f.Name, f.SourcePath, f.Contents)));
        }

        foreach (var mount in resource.Annotations.OfType<ContainerMountAnnotation>().Where(m => m.Target == InitFilesTarget && m.Source is not null))
        {
            files.AddRange(Directory.GetFiles(mount.Source!).Select(path => new PostgresInitFile(Path.GetFileName(path), path, Contents: null)));
        }

        return [.. files.Where(f => f.Name.EndsWith(".sql", StringComparison.Ordinal)).OrderBy(f => f.Name, StringComparer.Ordinal)];
    }
}
