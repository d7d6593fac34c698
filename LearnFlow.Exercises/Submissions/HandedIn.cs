namespace LearnFlow.Exercises.Submissions;

/// <summary>What came of handing in; one of the two is there.</summary>
/// <param name="Graded">The graded submission.</param>
/// <param name="Waiting">The submission that waits to be graded.</param>
/// <param name="Repeated">Whether the same text was handed in before.</param>
public sealed record HandedIn(Submission? Graded, WaitingSubmission? Waiting, bool Repeated);
