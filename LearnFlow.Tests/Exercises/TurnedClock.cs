namespace LearnFlow.Tests.Exercises;

/// <summary>A clock that stands until a test turns it.</summary>
internal sealed class TurnedClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = DateTimeOffset.UtcNow;

    public override DateTimeOffset GetUtcNow() => Now;
}
