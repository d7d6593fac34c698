namespace LearnFlow.Web.Services;

/// <summary>An exercise in a list (Exercises' contract).</summary>
public sealed record ExerciseSummary(string Id, string Slug, string Title, string Module, int Difficulty, string Status = "published", IReadOnlyList<string>? Concepts = null);

/// <summary>An exercise to work on (Exercises' contract).</summary>
/// <param name="Id">Its id, for runs.</param>
/// <param name="Slug">Its name in addresses.</param>
/// <param name="Title">The heading.</param>
/// <param name="Module">The module it belongs to.</param>
/// <param name="Difficulty">1 to 5.</param>
/// <param name="Statement">The task, in Markdown.</param>
/// <param name="Starter">The code to start from.</param>
/// <param name="Kind"><c>program</c>, <c>function</c>, <c>fixBug</c>, <c>predictOutput</c> and so on.</param>
/// <param name="Program">The program to read, for a prediction.</param>
/// <param name="VisibleTests">Tests that are shown in full.</param>
/// <param name="Project">Its place in a project.</param>
public sealed record Exercise(
    string Id, string Slug, string Title, string Module, int Difficulty, string Statement, string Starter, ProjectPlace? Project = null,
    string Kind = "program", string? Program = null, IReadOnlyList<VisibleTest>? VisibleTests = null)
{
    /// <summary>Whether the learner writes down what a program prints instead of writing one.</summary>
    public bool IsPrediction => Kind == "predictOutput";

    /// <summary>What lies beside the program when it is run: the files of the first visible test that has some.</summary>
    public IReadOnlyList<ProgramFile> Files { get; } =
        [.. VisibleTests?.FirstOrDefault(test => test.Files is { Count: > 0 })?.Files!.Select(file => new ProgramFile(file.Key, file.Value)) ?? []];
}

/// <summary>A visible test of an exercise (Exercises' contract).</summary>
public sealed record VisibleTest(string Name, IReadOnlyDictionary<string, string>? Files = null);

/// <summary>A text file beside a program (the sandbox's contract).</summary>
public sealed record ProgramFile(string Name, string Content);

/// <summary>A step of a project (Exercises' contract), from 1 to <paramref name="Steps"/>.</summary>
public sealed record ProjectPlace(string Name, int Step, int Steps);

/// <summary>An article in a list (Concepts' contract).</summary>
public sealed record ConceptSummary(string Slug, string Title, string Summary);

/// <summary>An article (Concepts' contract); <paramref name="Body"/> is Markdown.</summary>
public sealed record ConceptArticle(string Slug, string Title, string Summary, string Body);

/// <summary>A program to run (the sandbox's contract).</summary>
public sealed record RunRequest(string Language, string Code, string? Stdin, string? ExerciseId, IReadOnlyList<ProgramFile>? Files = null);

/// <summary>A language that the sandbox runs (the sandbox's contract).</summary>
public sealed record Runtime(string Language, string Version);

/// <summary>How a run ended (the sandbox's contract).</summary>
public sealed record RunResult(
    string Status, string Output, string Error, double ElapsedMs, long PeakMemoryBytes, bool Truncated = false);

/// <summary>A module of the course (Exercises' contract).</summary>
public sealed record CourseModule(string Slug, string Title, string Goal, int Position, IReadOnlyList<CourseConcept>? Concepts = null);

/// <summary>A concept that a module introduces (Exercises' contract).</summary>
public sealed record CourseConcept(string Slug, string Title);

/// <summary>How well a concept is known: <paramref name="Known"/> from 0 to 1, <paramref name="Level"/> in a word (Exercises' contract).</summary>
public sealed record Mastery(string Concept, string Title, double Known, int Answers, string Level);

/// <summary>What to do next (Exercises' contract).</summary>
public sealed record Recommendation(RecommendedExercise? Exercise, string Reason);

/// <summary>The exercise to do next.</summary>
public sealed record RecommendedExercise(string Slug, string Title);

/// <summary>A solution to hand in (Exercises' contract).</summary>
public sealed record SubmissionRequest(string Code);

/// <summary>A solution that was handed in (Exercises' contract, docs/submissions.md). It has its grade when <paramref name="Status"/> is <c>graded</c>.</summary>
public sealed record Submission(
    int TestsPassed, int TestsTotal, bool Passed, IReadOnlyList<TestOutcome> Tests, DateTimeOffset At = default, string Id = "", string Status = "graded");

/// <summary>How one test ended (Exercises' contract).</summary>
public sealed record TestOutcome(
    string Name, bool Hidden, bool Passed, string? Input, string? Expected, string? Actual, IReadOnlyList<string>? Diff, string? ErrorType, string? ErrorMessage);

/// <summary>A quiz question (Exercises' contract); <paramref name="Question"/> and <paramref name="Options"/> are Markdown.</summary>
public sealed record QuizQuestion(string Id, string Module, string Kind, int Difficulty, string Question, IReadOnlyList<string> Options);

/// <summary>Chosen options, by index.</summary>
public sealed record QuizChoices(IReadOnlyList<int> Choices);

/// <summary>The answer to an answer (Exercises' contract).</summary>
public sealed record QuizVerdict(bool Correct, IReadOnlyList<string> Explanations, IReadOnlyList<int> Solution);

/// <summary>A learner's latest attempts, newest first (Triage's contract).</summary>
public sealed record AttemptList(string LearnerId, long Count, IReadOnlyList<Attempt> Attempts);

/// <summary>One attempt (Triage's contract).</summary>
public sealed record Attempt(
    string Kind, string Id, DateTimeOffset At, string? ExerciseId, string Status,
    string? ErrorType, string? ErrorMessage, int? ErrorLine, int? TestsPassed, int? TestsTotal, string? FailingTest, string? Code);

/// <summary>What a learner has in the editor (Exercises' contract); <paramref name="Code"/> is null while nothing was typed.</summary>
public sealed record Draft(string Name, string? Code);

/// <summary>A program behind a link (Exercises' contract).</summary>
public sealed record SharedProgram(string Token, string Title, string Code, DateTimeOffset At, bool Own);

/// <summary>A link in its learner's list (Exercises' contract).</summary>
public sealed record SharedSummary(string Token, string Title, DateTimeOffset At);
