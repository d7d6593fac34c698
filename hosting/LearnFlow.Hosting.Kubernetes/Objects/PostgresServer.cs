using LearnFlow.Hosting.Kubernetes.Model;

namespace LearnFlow.Hosting.Kubernetes.Objects;

/// <summary>PostgreSQL with the image, variables, volume and databases of the model.</summary>
internal static class PostgresServer
{
    /// <summary>The user <c>postgres</c> of the Debian image.</summary>
    private const long User = 999;

    public static IEnumerable<object> Of(Workload server, PostgresServerResource postgres, ClusterOptions options)
    {
        var container = new V1Container
        {
            Image = server.Image,
            EnvFrom =
            [
                new() { ConfigMapRef = new() { Name = Configuration.NameOf(server) } },
                new() { SecretRef = new() { Name = server.SecretName } },
            ],
            StartupProbe = Ready(server, 2, 60),
            ReadinessProbe = Ready(server, 5, 3),
            LivenessProbe = Servers.Accepts(10, 6, server.Ports[0].Name),
            VolumeMounts =
            [
                new() { Name = "databases", MountPath = "/docker-entrypoint-initdb.d", ReadOnlyProperty = true },
                new() { Name = "run", MountPath = "/var/run/postgresql" },
                new() { Name = "tmp", MountPath = "/tmp" },
            ],
        };
        var databases = new V1ConfigMap
        {
            ApiVersion = "v1",
            Kind = "ConfigMap",
            Metadata = Labels.Meta($"{server.Name}-databases", options, "server", server.Name),
            // Run once, on an empty volume, as the orchestrator does on a developer's machine.
            Data = new Dictionary<string, string>
            {
                ["databases.sql"] = string.Concat(postgres.Databases.Values.Select(Create)),
            },
        };
        return
        [
            Configuration.Of(server, options), databases,
            Services.Account(server.Name, options, "server"), Services.Of(server, options, "server"),
            Servers.Set(server, options, User, container, Servers.DataFolder(server, "/var/lib/postgresql"),
                new V1Volume { Name = "databases", ConfigMap = new() { Name = $"{server.Name}-databases" } },
                PodSecurity.Scratch("run", "1Mi"), PodSecurity.Scratch("tmp", server.Options.Temporary)),
        ];
    }

    private static string Create(string database) => $"CREATE DATABASE \"{database.Replace("\"", "\"\"", StringComparison.Ordinal)}\";\n";

    private static V1Probe Ready(Workload server, int period, int failures) =>
        Servers.Runs(period, failures, "pg_isready", "--host=127.0.0.1", $"--username={server.Settings.GetValueOrDefault("POSTGRES_USER", "postgres")}");
}
