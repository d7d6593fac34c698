using Confluent.Kafka;
using LearnFlow.DaprSidecar.Components;

namespace LearnFlow.DaprSidecar.PubSub.Kafka;

/// <summary>Reads pubsub.kafka's metadata into librdkafka's settings.</summary>
/// <remarks>
/// Dapr's names: brokers, authType (none, password), saslUsername, saslPassword, consumerGroup, clientID, initialOffset, maxMessageBytes,
/// compression. Further ones of this sidecar: <c>groupProtocol</c> (consumer = KIP-848, the default; classic) and
/// <c>fetchWaitMaxMs</c> (2000: how long a fetch without news waits at the broker, which answers at once when there is some).
/// </remarks>
internal sealed class KafkaSettings(ComponentMetadata metadata, string appId)
{
    public string ClientId => metadata["clientID", "clientId"] ?? appId;

    public ProducerConfig Producer()
    {
        var config = new ProducerConfig(Client())
        {
            EnableIdempotence = true,
            Acks = Acks.All,
            LingerMs = 0,
            MessageTimeoutMs = 10_000,
            CompressionType = metadata["compression"] is { } codec ? Enum.Parse<CompressionType>(codec, ignoreCase: true) : CompressionType.None,
        };
        if (metadata["maxMessageBytes"] is not null) config.MessageMaxBytes = metadata.Number("maxMessageBytes", 0);
        // Sarama's default partitioner, which Dapr uses: FNV-1a of the key, any partition without one.
        config.Set("partitioner", "fnv1a_random");
        // Events without a key stay on one partition for a second: what an app publishes one after the other mostly arrives so.
        config.StickyPartitioningLingerMs = 1000;
        return config;
    }

    /// <summary>For <see cref="KafkaLogWriter"/>: one connection, nothing repeated, order kept by one request at a time.</summary>
    public ProducerConfig LogWriter()
    {
        var config = Producer();
        config.EnableIdempotence = false;
        config.MessageSendMaxRetries = 0;
        config.MaxInFlight = 1;
        config.MessageTimeoutMs = 5000;
        config.ReconnectBackoffMs = config.ReconnectBackoffMaxMs = 3_600_000;
        return config;
    }

    public ConsumerConfig Consumer()
    {
        var config = new ConsumerConfig(Client())
        {
            GroupId = metadata["consumerGroup", "consumerID"] ?? appId,
            AutoOffsetReset = string.Equals(metadata["initialOffset"], "oldest", StringComparison.OrdinalIgnoreCase) ? AutoOffsetReset.Earliest : AutoOffsetReset.Latest,
            // Offsets are stored when a message is done and committed soon after: at least once.
            EnableAutoOffsetStore = false,
            EnableAutoCommit = true,
            AutoCommitIntervalMs = 500,
            FetchWaitMaxMs = metadata.Number("fetchWaitMaxMs", 2000),
            FetchErrorBackoffMs = 50,
            QueuedMaxMessagesKbytes = 4096,
            AllowAutoCreateTopics = true,
        };
        if (string.Equals(metadata["groupProtocol"], "classic", StringComparison.OrdinalIgnoreCase))
        {
            config.GroupProtocol = GroupProtocol.Classic;
            config.SessionTimeoutMs = 6000;
        }
        else config.GroupProtocol = GroupProtocol.Consumer;
        return config;
    }

    public AdminClientConfig Admin() => new(Client());

    private ClientConfig Client()
    {
        var config = new ClientConfig
        {
            BootstrapServers = metadata.Required("brokers"),
            ClientId = ClientId,
            SocketNagleDisable = true,
            ReconnectBackoffMs = 50,
            ReconnectBackoffMaxMs = 1000,
            TopicMetadataRefreshIntervalMs = 10_000,
            LogConnectionClose = false,
            // How often the client's callback thread wakes when nothing happens.
            CancellationDelayMaxMs = 500,
        };
        var auth = metadata.Required("authType");
        if (string.Equals(auth, "password", StringComparison.OrdinalIgnoreCase))
        {
            config.SecurityProtocol = metadata.Flag("disableTls") ? SecurityProtocol.SaslPlaintext : SecurityProtocol.SaslSsl;
            config.SaslMechanism = metadata["saslMechanism"]?.ToUpperInvariant() switch { "SHA-256" => SaslMechanism.ScramSha256, "SHA-512" => SaslMechanism.ScramSha512, _ => SaslMechanism.Plain };
            config.SaslUsername = metadata.Required("saslUsername");
            config.SaslPassword = metadata.Required("saslPassword");
        }
        else if (!string.Equals(auth, "none", StringComparison.OrdinalIgnoreCase))
            throw new InvalidOperationException($"pubsub.kafka: authType '{auth}' is not supported by this sidecar: use none or password.");
        return config;
    }
}
