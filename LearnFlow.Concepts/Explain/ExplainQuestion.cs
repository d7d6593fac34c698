namespace LearnFlow.Concepts.Explain;

/// <summary>Body of <c>POST /explain</c>.</summary>
/// <param name="Question">What the learner wants to understand, at most 2,000 characters.</param>
/// <param name="Concept">The article to start from; null searches for it.</param>
/// <param name="Code">The learner's program, at most 64 KiB; the answer points to the line that shows the concept.</param>
/// <param name="ExerciseId">The exercise worked on: articles on its concepts come first.</param>
public sealed record ExplainQuestion(string Question, string? Concept = null, string? Code = null, string? ExerciseId = null);
