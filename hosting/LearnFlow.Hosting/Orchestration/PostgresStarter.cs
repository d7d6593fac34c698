using Aspire.Hosting.ApplicationModel;
using LearnFlow.Hosting.Postgres;

namespace LearnFlow.Hosting.Orchestration;

/// <summary>
/// Stands in for AddPostgres with an embedded server. Its databases are made before it counts as running. The data lies where
/// the model's volume or bind mount says; without one it is empty at every start, as a container's would be.
/// </summary>
internal sealed class PostgresStarter(HostContext host, DistributedApplicationModel model) : ResourceStarter
{
    public override bool Starts(IResource resource) => resource is PostgresServerResource;

    public override async Task<RunningResource> StartAsync(ResourceInstance instance, CancellationToken cancellationToken)
    {
        var server = (PostgresServerResource)instance.Resource;
        var mount = server.Annotations.OfType<ContainerMountAnnotation>().LastOrDefault(m => m.Target.StartsWith("/var/lib/postgresql", StringComparison.Ordinal));
        var dataPath = mount switch
        {
            null => host.ScratchPath(server.Name),
            { Type: ContainerMountType.BindMount } => mount.Source!,
            _ => host.VolumePath(mount.Source ?? server.Name),
        };
        var userName = server.UserNameParameter is { } parameter ? await parameter.GetValueAsync(cancellationToken).ConfigureAwait(false) : null;
        var postgres = await EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions
        {
            Name = instance.Id,
            DataPath = dataPath,
            Fresh = mount is null || host.Settings.Fresh,
            Port = server.PrimaryEndpoint.Port,
            UserName = userName ?? "postgres",
            Password = await server.PasswordParameter.GetValueAsync(cancellationToken).ConfigureAwait(false) ?? "",
            InitFiles = server.TryGetLastAnnotation<PostgresInitFilesAnnotation>(out var init) ? init.Path : null,
            Job = host.Job,
            Output = instance.WriteLine,
        }, cancellationToken).ConfigureAwait(false);
        try
        {
            await PostgresDatabases.CreateAsync(postgres, model.Resources.OfType<PostgresDatabaseResource>().Where(d => d.Parent == server).Select(Database), cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await postgres.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        return new Running(postgres) { Properties = [new("executable.pid", postgres.ProcessId)] };
    }

    private static PostgresDatabase Database(PostgresDatabaseResource database) =>
        new(database.DatabaseName, database.TryGetLastAnnotation<PostgresCreateDatabaseScriptAnnotation>(out var script) ? script.Script : null);

    private sealed class Running(EmbeddedPostgres postgres) : RunningResource
    {
        public override Task<int> Completion => postgres.Completion;

        public override string EndState => KnownResourceStates.Exited;

        public override Task StopAsync(TimeSpan grace) => postgres.StopAsync();
    }
}
