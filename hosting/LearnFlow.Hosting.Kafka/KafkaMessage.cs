namespace LearnFlow.Hosting.Kafka;

/// <summary>A message as it lies on a topic.</summary>
/// <param name="Time">When it was produced.</param>
/// <param name="Partition">Its partition.</param>
/// <param name="Offset">Its place there.</param>
/// <param name="Key">Its key; null when it has none.</param>
/// <param name="Headers">Its headers, such as traceparent.</param>
/// <param name="Value">Its body; null for a tombstone.</param>
internal sealed record KafkaMessage(DateTime Time, int Partition, long Offset, byte[]? Key, IReadOnlyList<KeyValuePair<string, byte[]?>> Headers, byte[]? Value);
