namespace LearnFlow.Web.Services;

/// <summary>A class (Exercises' contract); <paramref name="JoinCode"/> and <paramref name="Teachers"/> are for its teachers only.</summary>
public sealed record SchoolClass(Guid Id, string Name, bool Teaching, string? JoinCode, IReadOnlyList<string>? Teachers);

/// <summary>What a class becomes (Exercises' contract).</summary>
public sealed record ClassChange(string Name, IReadOnlyList<string> Teachers);

/// <summary>An exercise that a class is to work on, with the visitor's own state (Exercises' contract).</summary>
public sealed record Assignment(Guid Id, string Exercise, string Title, DateTimeOffset DueAt, DateTimeOffset? SolvedAt);

/// <summary>How a class gets on (Exercises' contract).</summary>
public sealed record ClassOverview(IReadOnlyList<LearnerProgress> Learners, IReadOnlyList<ConceptProgress> Concepts);

/// <summary>One member of a class (Exercises' contract).</summary>
public sealed record LearnerProgress(string Learner, string? Name, IReadOnlyList<AssignmentProgress> Assignments);

/// <summary>A member's state in an assignment (Exercises' contract); <paramref name="BestScore"/> from 0 to 1.</summary>
public sealed record AssignmentProgress(string Exercise, int Submissions, double BestScore, DateTimeOffset? SolvedAt, bool Late);

/// <summary>A concept over the whole class (Exercises' contract); <paramref name="MeanKnown"/> from 0 to 1.</summary>
public sealed record ConceptProgress(string Concept, double MeanKnown, int Learners, int Mastered);

/// <summary>A learner whom the visitor teaches (Exercises' contract).</summary>
public sealed record TaughtLearner(string Learner, string? Name, IReadOnlyList<string> Classes);
