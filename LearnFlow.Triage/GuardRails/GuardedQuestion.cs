namespace LearnFlow.Triage.GuardRails;

/// <summary>What the guard rails know of the question that an answer is for.</summary>
/// <param name="ExerciseId">The exercise; null for free practice.</param>
/// <param name="Solution">Its reference solution; null when there is none or it is not known.</param>
/// <param name="LearnerCode">The learner's own program: to quote it gives nothing away.</param>
/// <param name="Instructions">The prompt, which an answer must not recite; empty when nobody was prompted.</param>
/// <param name="Facts">Texts that came out of runs: outputs, errors, failing tests. What they say may be claimed.</param>
public sealed record GuardedQuestion(string? ExerciseId, string? Solution, string LearnerCode, string Instructions, IReadOnlyList<string> Facts);
