using LearnFlow.Exercises.Mastery;

namespace LearnFlow.Exercises.Classes;

/// <summary>How a class gets on, for its teachers.</summary>
/// <param name="Learners">Its members, by name.</param>
/// <param name="Concepts">Every concept that somebody has answered on, in the order of the course.</param>
public sealed record ClassOverview(IReadOnlyList<LearnerProgress> Learners, IReadOnlyList<ConceptProgress> Concepts);

/// <summary>One learner.</summary>
/// <param name="Learner">The learner's id.</param>
/// <param name="Name">The name that they go by in the class.</param>
/// <param name="Assignments">Every assignment, by due date.</param>
/// <param name="Mastery">The concepts that they have answered on.</param>
public sealed record LearnerProgress(
    string Learner, string? Name, IReadOnlyList<AssignmentProgress> Assignments, IReadOnlyList<ConceptMastery> Mastery);

/// <summary>A learner's state in an assignment.</summary>
/// <param name="Exercise">Slug of the exercise.</param>
/// <param name="Submissions">How often they handed in.</param>
/// <param name="BestScore">The largest part of the tests that passed, 0 to 1.</param>
/// <param name="SolvedAt">When all tests first passed.</param>
/// <param name="Late">Whether it is, or was solved, after the due date.</param>
public sealed record AssignmentProgress(string Exercise, int Submissions, double BestScore, DateTimeOffset? SolvedAt, bool Late);

/// <summary>A concept over the whole class.</summary>
/// <param name="Concept">Its slug.</param>
/// <param name="MeanKnown">Mean probability that it is known, over those who have answered on it.</param>
/// <param name="Learners">How many those are.</param>
/// <param name="Mastered">How many of them have mastered it.</param>
public sealed record ConceptProgress(string Concept, double MeanKnown, int Learners, int Mastered);

/// <summary>A submission in a teacher's list.</summary>
public sealed record ClassSubmission(Guid Id, string Learner, string Exercise, DateTimeOffset At, int TestsPassed, int TestsTotal);

/// <summary>A submission in full, for a teacher of the learner's class.</summary>
public sealed record ClassSubmissionDetail(
    Guid Id, string Learner, string Exercise, DateTimeOffset At, string Code, IReadOnlyList<Grading.TestOutcome> Tests);

/// <summary>A learner whom the caller teaches.</summary>
/// <param name="Learner">The learner's id.</param>
/// <param name="Name">The name that they go by in a class.</param>
/// <param name="Classes">Names of the classes of the caller's that they are in.</param>
public sealed record TaughtLearner(string Learner, string? Name, IReadOnlyList<string> Classes);
