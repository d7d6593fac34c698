namespace LearnFlow.Exercises.Outbox;

/// <summary>What a pass over the outbox did.</summary>
/// <param name="Published">How many messages the broker took.</param>
/// <param name="IsMoreDue">Whether another pass may find more at once.</param>
public readonly record struct OutboxOutcome(int Published, bool IsMoreDue);
