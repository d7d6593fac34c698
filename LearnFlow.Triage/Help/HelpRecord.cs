namespace LearnFlow.Triage.Help;

/// <summary>What is kept of an answer, so that feedback on it can be weighed: no code and no text of the learner.</summary>
/// <param name="RequestId">Id of the request.</param>
/// <param name="LearnerId">Id of the learner that asked.</param>
/// <param name="At">When (UTC).</param>
/// <param name="ExerciseId">The exercise worked on; null for free practice.</param>
/// <param name="Level">The level that was given.</param>
/// <param name="Kind">What the trouble was taken for.</param>
/// <param name="Misconception">The misconception that was recognised; null when none was.</param>
/// <param name="Source">The author of the answer.</param>
/// <param name="Helped">What the learner said about it; null as long as nothing was said.</param>
public sealed record HelpRecord(
    string RequestId, string LearnerId, DateTimeOffset At, string? ExerciseId, int Level, string Kind, string? Misconception, string Source, bool? Helped = null);

/// <summary>Where answers are remembered.</summary>
public interface IHelpRecords
{
    /// <summary>A learner's latest answers, oldest first.</summary>
    Task<IReadOnlyList<HelpRecord>> ListAsync(string learnerId, CancellationToken cancellationToken);

    /// <summary>Keeps <paramref name="record"/>, over an older one of the same request.</summary>
    Task SaveAsync(HelpRecord record, CancellationToken cancellationToken);

    /// <summary>Erases a learner's.</summary>
    Task DeleteAsync(string learnerId, CancellationToken cancellationToken);
}
