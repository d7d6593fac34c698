using System.Runtime.InteropServices;

namespace LearnFlow.KafkaBroker;

/// <summary>The part of rdkafka.h and rdkafka_mock.h that is used. The mock API is outside librdkafka's promise of a stable ABI, hence the exact package version.</summary>
internal static partial class Native
{
    private const string Library = "librdkafka";

    public const int Producer = 0;

    // Debian and Ubuntu have libsasl2.so.2 where the plain Linux build wants .so.3: the builds are tried in turn, as Confluent.Kafka does.
    static Native() => NativeLibrary.SetDllImportResolver(typeof(Native).Assembly, static (name, assembly, path) =>
    {
        if (name == Library)
        {
            foreach (var build in new[] { "librdkafka", "centos8-librdkafka", "alpine-librdkafka" })
            {
                if (NativeLibrary.TryLoad(build, assembly, path, out var handle))
                    return handle;
            }
        }

        return 0;
    });

    [LibraryImport(Library)]
    public static partial nint rd_kafka_version_str();

    [LibraryImport(Library)]
    public static partial nint rd_kafka_conf_new();

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int rd_kafka_conf_set(nint configuration, string name, string value, [Out] byte[] error, nuint errorSize);

    [LibraryImport(Library)]
    public static partial nint rd_kafka_new(int type, nint configuration, [Out] byte[] error, nuint errorSize);

    [LibraryImport(Library)]
    public static partial void rd_kafka_destroy(nint client);

    [LibraryImport(Library)]
    public static partial nint rd_kafka_mock_cluster_new(nint client, int brokers);

    [LibraryImport(Library)]
    public static partial void rd_kafka_mock_cluster_destroy(nint cluster);

    [LibraryImport(Library)]
    public static partial nint rd_kafka_mock_cluster_bootstraps(nint cluster);

    [LibraryImport(Library)]
    public static partial void rd_kafka_mock_set_controller_id(nint cluster, int brokerId);

    [LibraryImport(Library)]
    public static partial void rd_kafka_mock_group_initial_rebalance_delay_ms(nint cluster, int milliseconds);

    [LibraryImport(Library)]
    public static partial void rd_kafka_mock_set_group_consumer_session_timeout_ms(nint cluster, int milliseconds);

    [LibraryImport(Library)]
    public static partial void rd_kafka_mock_set_group_consumer_heartbeat_interval_ms(nint cluster, int milliseconds);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int rd_kafka_mock_topic_create(nint cluster, string topic, int partitions, int replicationFactor);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int rd_kafka_mock_broker_set_host_port(nint cluster, int brokerId, string host, int port);
}
