namespace LearnFlow.DaprSidecar.Outbox;

/// <summary>An event that is committed together with the state it reports.</summary>
/// <param name="Id">The event's id; it never changes, however often it is published.</param>
/// <param name="AppId">The app that committed it; its sidecar publishes it.</param>
/// <param name="PubSub">The pub/sub component it goes to.</param>
/// <param name="Topic">The topic it goes to.</param>
/// <param name="PartitionKey">Events with the same key keep their order; null for any partition.</param>
/// <param name="CloudEvent">The whole CloudEvent as UTF-8 JSON.</param>
public sealed record OutboxEvent(string Id, string AppId, string PubSub, string Topic, string? PartitionKey, byte[] CloudEvent);
