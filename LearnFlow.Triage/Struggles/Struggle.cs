namespace LearnFlow.Triage.Struggles;

/// <summary>A learner is stuck.</summary>
/// <param name="Id"><c>{rule}-{id of the activity that completed the pattern}</c>: the same however often it is found.</param>
/// <param name="Rule">Name of the rule that found it.</param>
/// <param name="Scope">What was worked on.</param>
/// <param name="At">When the pattern was complete (UTC).</param>
/// <param name="Reason">Why, in plain words, for learner and teacher.</param>
/// <param name="AttemptIds">The activities that show it, oldest first.</param>
/// <param name="ExerciseId">The exercise worked on; null for free practice.</param>
public sealed record Struggle(
    string Id, string Rule, string Scope, DateTimeOffset At, string Reason, IReadOnlyList<string> AttemptIds, string? ExerciseId);
