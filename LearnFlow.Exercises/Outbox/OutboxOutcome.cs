namespace LearnFlow.Exercises.Outbox;

/// <summary>What a pass over the outbox did.</summary>
/// <param name="Published">How many messages the broker took.</param>
/// <param name="IsMoreDue">Whether another pass may find more at once.</param>
/// <param name="IsAnyLeft">Whether messages may be left that another pass finds later: some failed, or another replica is at it.</param>
public readonly record struct OutboxOutcome(int Published, bool IsMoreDue, bool IsAnyLeft);
