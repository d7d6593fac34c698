namespace LearnFlow.DaprSidecar.PubSub;

/// <summary>A message on its way to the broker.</summary>
/// <param name="Data">The bytes.</param>
/// <param name="Metadata">Publish metadata: the key, headers.</param>
public sealed record OutgoingMessage(ReadOnlyMemory<byte> Data, IReadOnlyDictionary<string, string> Metadata);

/// <summary>A message from the broker.</summary>
/// <param name="Topic">Where it was read.</param>
/// <param name="Data">The bytes.</param>
/// <param name="Metadata">Headers and the broker's own facts (<c>__key</c>, <c>__offset</c>, …).</param>
public record IncomingMessage(string Topic, byte[] Data, IReadOnlyDictionary<string, string> Metadata);
