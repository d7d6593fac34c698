namespace LearnFlow.Sandbox.Workers;

/// <summary>Where a job stands when it is queued.</summary>
/// <param name="Ahead">Jobs that will be served before it, when nobody else comes.</param>
/// <param name="WaitMs">Milliseconds that it is expected to wait.</param>
public sealed record QueuePlace(int Ahead, int WaitMs);
