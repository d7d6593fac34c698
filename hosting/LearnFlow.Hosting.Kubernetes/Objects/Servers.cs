using LearnFlow.Hosting.Kubernetes.Model;

namespace LearnFlow.Hosting.Kubernetes.Objects;

/// <summary>A database server or broker in the cluster: one pod with a volume, for trying the system out.</summary>
internal static class Servers
{
    /// <summary>The objects of a server.</summary>
    /// <exception cref="DistributedApplicationException">There is no recipe for it.</exception>
    public static IEnumerable<object> Of(Workload server, ClusterOptions options) => server.Resource switch
    {
        PostgresServerResource postgres => PostgresServer.Of(server, postgres, options),
        KafkaServerResource => KafkaServer.Of(server, options),
        _ => throw new DistributedApplicationException(
            $"'{server.Name}' ({server.Resource.GetType().Name}) is a server that cannot be published to Kubernetes yet; PostgreSQL and Kafka can."),
    };

    /// <summary>A StatefulSet of one pod.</summary>
    public static V1StatefulSet Set(Workload server, ClusterOptions options, long user, V1Container container, string dataFolder,
        params IEnumerable<V1Volume> volumes)
    {
        container.Name = server.Name;
        container.Ports = [.. server.Ports.Select(p => new V1ContainerPort { Name = p.Name, ContainerPort = p.TargetPort })];
        container.Resources = PodSecurity.Resources(server.Options);
        container.SecurityContext = PodSecurity.Container();
        container.VolumeMounts.Insert(0, new() { Name = "data", MountPath = dataFolder });
        return new()
        {
            ApiVersion = "apps/v1",
            Kind = "StatefulSet",
            Metadata = Labels.Meta(server.Name, options, "server"),
            Spec = new()
            {
                ServiceName = server.Name,
                Replicas = 1,
                Selector = Labels.Selector(server.Name),
                Template = new()
                {
                    Metadata = new() { Labels = Labels.Meta(server.Name, options, "server").Labels },
                    Spec = new()
                    {
                        AutomountServiceAccountToken = false,
                        EnableServiceLinks = false,
                        ServiceAccountName = server.Name,
                        SecurityContext = PodSecurity.Pod(user),
                        TerminationGracePeriodSeconds = 60,
                        Containers = [container],
                        Volumes = [.. volumes],
                    },
                },
                VolumeClaimTemplates =
                [
                    new()
                    {
                        ApiVersion = "v1",
                        Kind = "PersistentVolumeClaim",
                        Metadata = new() { Name = "data" },
                        Spec = new()
                        {
                            AccessModes = ["ReadWriteOnce"],
                            Resources = new() { Requests = new Dictionary<string, ResourceQuantity> { ["storage"] = new(server.Options.Storage) } },
                        },
                    },
                ],
            },
        };
    }

    /// <summary>A probe by a command.</summary>
    public static V1Probe Runs(int period, int failures, params string[] command) =>
        new() { Exec = new() { Command = [.. command] }, PeriodSeconds = period, FailureThreshold = failures, TimeoutSeconds = 3 };

    /// <summary>A probe by a connection.</summary>
    public static V1Probe Accepts(int period, int failures, string port) =>
        new() { TcpSocket = new() { Port = port }, PeriodSeconds = period, FailureThreshold = failures, TimeoutSeconds = 3 };

    /// <summary>The folder of the model's volume, or where the image keeps its data.</summary>
    public static string DataFolder(Workload server, string usual) =>
        server.Resource.Annotations.OfType<ContainerMountAnnotation>().FirstOrDefault(m => m.Type == ContainerMountType.Volume)?.Target ?? usual;
}
