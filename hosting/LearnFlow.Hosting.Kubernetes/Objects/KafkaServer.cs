using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using LearnFlow.Hosting.Kubernetes.Model;

namespace LearnFlow.Hosting.Kubernetes.Objects;

/// <summary>Apache's Kafka, broker and controller in one process (KRaft).</summary>
/// <remarks>
/// Not the image of the model: confluent-local is a developer's tool with its listeners on localhost. Folders that the image writes to
/// are those of apache/kafka docker/jvm (run, configure): the configuration, logs, and the data.
/// </remarks>
internal static class KafkaServer
{
    private const string Image = "docker.io/apache/kafka:4.1.0";
    private const string DataFolder = "/var/lib/kafka/data";

    /// <summary>The user <c>appuser</c> of the image.</summary>
    private const long User = 1000;

    public static IEnumerable<object> Of(Workload server, ClusterOptions options)
    {
        var client = server.Ports[0];
        // The model's second listener is for containers on a developer's machine; here all clients use one.
        var broker = server with
        {
            Ports = [client],
            Settings = new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                ["CLUSTER_ID"] = ClusterId($"{options.Namespace}/{server.Name}"),
                ["KAFKA_NODE_ID"] = "1",
                ["KAFKA_PROCESS_ROLES"] = "broker,controller",
                ["KAFKA_CONTROLLER_LISTENER_NAMES"] = "CONTROLLER",
                ["KAFKA_CONTROLLER_QUORUM_VOTERS"] = "1@localhost:29093",
                ["KAFKA_INTER_BROKER_LISTENER_NAME"] = "CLIENT",
                ["KAFKA_LISTENERS"] = $"CLIENT://:{client.TargetPort},CONTROLLER://localhost:29093",
                ["KAFKA_ADVERTISED_LISTENERS"] = $"CLIENT://{server.Name}:{client.Port}",
                ["KAFKA_LISTENER_SECURITY_PROTOCOL_MAP"] = "CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                ["KAFKA_LOG_DIRS"] = Servers.DataFolder(server, DataFolder) + "/kraft",
                ["KAFKA_NUM_PARTITIONS"] = "12",
                ["KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR"] = "1",
                ["KAFKA_TRANSACTION_STATE_LOG_MIN_ISR"] = "1",
                ["KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR"] = "1",
                ["KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS"] = "0",
            },
        };
        var container = new V1Container
        {
            Image = Image,
            EnvFrom = [new() { ConfigMapRef = new() { Name = Configuration.NameOf(server) } }],
            StartupProbe = Servers.Accepts(2, 60, client.Name),
            ReadinessProbe = Servers.Accepts(5, 3, client.Name),
            LivenessProbe = Servers.Accepts(10, 6, client.Name),
            VolumeMounts =
            [
                new() { Name = "config", MountPath = "/opt/kafka/config" },
                new() { Name = "logs", MountPath = "/opt/kafka/logs" },
                new() { Name = "tmp", MountPath = "/tmp" },
            ],
        };
        return
        [
            Configuration.Of(broker, options), Services.Account(server.Name, options, "server"), Services.Of(broker, options, "server"),
            Servers.Set(broker, options, User, container, Servers.DataFolder(server, DataFolder),
                PodSecurity.Scratch("config", "1Mi"), PodSecurity.Scratch("logs", "256Mi"), PodSecurity.Scratch("tmp", server.Options.Temporary)),
        ];
    }

    /// <summary>16 bytes in base64, always the same, so that a new pod knows its volume again.</summary>
    private static string ClusterId(string name) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16));
}
