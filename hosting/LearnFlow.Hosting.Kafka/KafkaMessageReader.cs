using Confluent.Kafka;

namespace LearnFlow.Hosting.Kafka;

/// <summary>Reads what lies on a topic without joining a group or committing an offset.</summary>
internal static class KafkaMessageReader
{
    /// <summary>No broker is asked for more of a partition at once.</summary>
    private const int MaxPartitionBytes = 1024 * 1024;

    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(5);

    /// <summary>The last messages of a topic over all its partitions, the oldest first. It blocks, as the client's calls do.</summary>
    /// <exception cref="KafkaException">The broker does not answer, or there is no such topic.</exception>
    public static IReadOnlyList<KafkaMessage> ReadLast(string bootstrapServers, string topic, int count, CancellationToken cancellationToken)
    {
        // Not asked for by its name: a broker may create a topic that is asked for.
        var partitions = KafkaTopics.GetMetadata(bootstrapServers).Topics.FirstOrDefault(t => t.Topic == topic)?.Partitions
            ?? throw new KafkaException(new Error(ErrorCode.UnknownTopicOrPart, $"there is no topic '{topic}'"));

        using var consumer = new ConsumerBuilder<byte[]?, byte[]?>(new ConsumerConfig
        {
            BootstrapServers = bootstrapServers,
            GroupId = "learnflow-browse", // The client asks for one; without a subscription it is not used.
            EnableAutoCommit = false,
            EnablePartitionEof = true,
            MaxPartitionFetchBytes = MaxPartitionBytes,
        }).SetLogHandler((_, _) => { }).Build();

        var starts = new List<TopicPartitionOffset>();
        foreach (var partition in partitions.Select(p => new TopicPartition(topic, p.PartitionId)))
        {
            var range = consumer.QueryWatermarkOffsets(partition, s_timeout);
            if (range.High > range.Low)
            {
                starts.Add(new(partition, Math.Max(range.Low, range.High - count)));
            }
        }

        consumer.Assign(starts);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(s_timeout);
        var messages = new List<KafkaMessage>();
        try
        {
            for (var unread = starts.Count; unread > 0;)
            {
                var result = consumer.Consume(timeout.Token);
                if (result.IsPartitionEOF)
                {
                    unread--;
                }
                else
                {
                    messages.Add(Read(result));
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Where messages are produced without a pause the end is never reached: what has been read is shown.
        }

        return [.. messages.OrderBy(m => m.Time).ThenBy(m => m.Offset).TakeLast(count)];
    }

    private static KafkaMessage Read(ConsumeResult<byte[]?, byte[]?> result) => new(
        result.Message.Timestamp.UtcDateTime,
        result.Partition.Value,
        result.Offset.Value,
        result.Message.Key,
        [.. (result.Message.Headers ?? []).Select(h => new KeyValuePair<string, byte[]?>(h.Key, h.GetValueBytes()))],
        result.Message.Value);
}
