using System.Globalization;
using System.Text;
using Confluent.Kafka;

namespace LearnFlow.DaprSidecar.PubSub.Kafka;

/// <summary>Messages as Kafka records: <c>partitionKey</c> or <c>__key</c> is the key, <c>partitionNum</c> the partition, all metadata are headers.</summary>
internal static class KafkaRecords
{
    /// <summary>Hands over all messages, then waits until each is acknowledged: librdkafka keeps their order and batches them.</summary>
    /// <returns>For each message null, or why the broker does not have it.</returns>
    public static async Task<IReadOnlyList<Exception?>> ProduceAsync(IProducer<byte[]?, byte[]> producer, string topic, IReadOnlyList<OutgoingMessage> messages)
    {
        var pending = new Task<Exception?>[messages.Count];
        for (var i = 0; i < pending.Length; i++)
            pending[i] = ProduceAsync(producer, topic, messages[i]);
        return await Task.WhenAll(pending);
    }

    private static Task<Exception?> ProduceAsync(IProducer<byte[]?, byte[]> producer, string topic, OutgoingMessage message)
    {
        var done = new TaskCompletionSource<Exception?>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            var headers = new Headers();
            foreach (var (name, value) in message.Metadata)
                headers.Add(name, Encoding.UTF8.GetBytes(value));
            var key = message.Metadata.GetValueOrDefault("partitionKey") ?? message.Metadata.GetValueOrDefault("__key");
            var record = new Message<byte[]?, byte[]> { Key = key is null ? null : Encoding.UTF8.GetBytes(key), Value = message.Data.ToArray(), Headers = headers };
            var partition = message.Metadata.TryGetValue("partitionNum", out var number)
                ? new Partition(int.Parse(number, CultureInfo.InvariantCulture)) : Partition.Any;
            producer.Produce(new TopicPartition(topic, partition), record, report => done.TrySetResult(Failure(report.Error)));
        }
        catch (KafkaException refused)
        {
            // The local queue is full, the message too large, the topic's name not allowed.
            done.TrySetResult(Failure(refused.Error));
        }
        catch (FormatException refused)
        {
            done.TrySetResult(new MessageRefusedException($"metadata partitionNum is no number: {refused.Message}", refused));
        }
        return done.Task;
    }

    private static Exception? Failure(Error error) => error.Code switch
    {
        ErrorCode.NoError => null,
        ErrorCode.MsgSizeTooLarge or ErrorCode.RecordListTooLarge or ErrorCode.InvalidMsg or ErrorCode.InvalidMsgSize or ErrorCode.InvalidRecord
            or ErrorCode.TopicException or ErrorCode.Local_InvalidArg or ErrorCode.Local_UnknownPartition => new MessageRefusedException(error.Reason, new KafkaException(error)),
        _ => new KafkaException(error),
    };
}
