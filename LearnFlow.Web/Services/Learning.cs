namespace LearnFlow.Web.Services;

/// <summary>An exercise in a list (Exercises' contract).</summary>
public sealed record ExerciseSummary(string Id, string Slug, string Title, string Module, int Difficulty);

/// <summary>An exercise to work on (Exercises' contract).</summary>
/// <param name="Id">Its id, for runs.</param>
/// <param name="Slug">Its name in addresses.</param>
/// <param name="Title">The heading.</param>
/// <param name="Module">The module it belongs to.</param>
/// <param name="Difficulty">1 to 5.</param>
/// <param name="Statement">The task, in Markdown.</param>
/// <param name="Starter">The code to start from.</param>
public sealed record Exercise(string Id, string Slug, string Title, string Module, int Difficulty, string Statement, string Starter);

/// <summary>An article in a list (Concepts' contract).</summary>
public sealed record ConceptSummary(string Slug, string Title, string Summary);

/// <summary>An article (Concepts' contract); <paramref name="Body"/> is Markdown.</summary>
public sealed record ConceptArticle(string Slug, string Title, string Summary, string Body);

/// <summary>A program to run (the sandbox's contract).</summary>
public sealed record RunRequest(string Language, string Code, string? Stdin, string? ExerciseId);

/// <summary>How a run ended (the sandbox's contract).</summary>
public sealed record RunResult(
    string Status, string Output, string Error, double ElapsedMs, long PeakMemoryBytes, bool Truncated = false);
