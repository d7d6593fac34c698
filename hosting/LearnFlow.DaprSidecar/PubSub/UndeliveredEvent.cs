namespace LearnFlow.DaprSidecar.PubSub;

/// <summary>An event that its consumer did not take.</summary>
/// <param name="Id">The event's id.</param>
/// <param name="Topic">Where it was published.</param>
/// <param name="Consumer">The app.</param>
/// <param name="Reason">Why, in a sentence.</param>
/// <param name="DeadLetterTopic">Where it went, or null when it was dropped.</param>
/// <param name="Time">When it was given up.</param>
public sealed record UndeliveredEvent(string Id, string Topic, string Consumer, string Reason, string? DeadLetterTopic, DateTimeOffset Time);
