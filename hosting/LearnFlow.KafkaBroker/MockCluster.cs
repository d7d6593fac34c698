using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace LearnFlow.KafkaBroker;

/// <summary>
/// librdkafka's mock cluster of one broker: the Kafka protocol over TCP, in memory. A topic that a client asks for is made with four
/// partitions. What it cannot do is <see cref="Limits"/>.
/// </summary>
internal sealed class MockCluster : IDisposable
{
    /// <summary>What a developer would otherwise find out by surprise.</summary>
    public const string Limits = "This is a development broker. It keeps at most 5 MiB or 100,000 batches a partition, the oldest go first, and nothing over a "
        + "restart; aborted transactions are seen under read_committed; offsets by time are wrong; admin calls other than reading are refused. "
        + "LearnFlow:Containers=true runs a Kafka without these limits.";

    private const int BrokerId = 1, ErrorSize = 512;

    private readonly nint _client, _cluster;

    public MockCluster()
    {
        var error = new byte[ErrorSize];
        var configuration = Native.rd_kafka_conf_new();
        Set("client.id", "learnflow-broker");
        Set("log_level", "3");
        _client = Native.rd_kafka_new(Native.Producer, configuration, error, ErrorSize);
        if (_client == 0)
            throw new InvalidOperationException($"librdkafka: {Text(error)}");
        _cluster = Native.rd_kafka_mock_cluster_new(_client, brokers: 1);
        if (_cluster == 0)
            throw new InvalidOperationException("librdkafka could not open its mock cluster: is there a free port on 127.0.0.1?");

        // Without a controller every AdminClient call hangs.
        Native.rd_kafka_mock_set_controller_id(_cluster, BrokerId);

        // A developer restarts consumers all day long: let the group settle at once and notice a dead member soon.
        Native.rd_kafka_mock_group_initial_rebalance_delay_ms(_cluster, 0);
        Native.rd_kafka_mock_set_group_consumer_session_timeout_ms(_cluster, 4000);
        Native.rd_kafka_mock_set_group_consumer_heartbeat_interval_ms(_cluster, 1000);

        var bootstrap = Marshal.PtrToStringUTF8(Native.rd_kafka_mock_cluster_bootstraps(_cluster))!;
        Port = int.Parse(bootstrap[(bootstrap.LastIndexOf(':') + 1)..], CultureInfo.InvariantCulture);

        void Set(string key, string value)
        {
            if (Native.rd_kafka_conf_set(configuration, key, value, error, ErrorSize) != 0)
                throw new InvalidOperationException($"librdkafka: {Text(error)}");
        }
    }

    /// <summary>librdkafka's version.</summary>
    public static string Version => Marshal.PtrToStringUTF8(Native.rd_kafka_version_str())!;

    /// <summary>The port that the cluster itself listens on; it is always ephemeral.</summary>
    public int Port { get; }

    /// <summary>The address that clients are told to come back to.</summary>
    public void Advertise(string host, int port) => Native.rd_kafka_mock_broker_set_host_port(_cluster, BrokerId, host, port);

    public void CreateTopic(Topic topic)
    {
        var error = Native.rd_kafka_mock_topic_create(_cluster, topic.Name, topic.Partitions, replicationFactor: 1);
        if (error != 0)
            throw new InvalidOperationException($"The topic '{topic.Name}' could not be made: librdkafka error {error}.");
    }

    public void Dispose()
    {
        Native.rd_kafka_mock_cluster_destroy(_cluster);
        Native.rd_kafka_destroy(_client);
    }

    private static string Text(byte[] error) => Encoding.UTF8.GetString(error.AsSpan(0, Math.Max(0, error.IndexOf((byte)0))));
}
