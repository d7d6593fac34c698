using LearnFlow.Exercises.Content;

namespace LearnFlow.Exercises.Import;

/// <summary>An exercise as it was found in what a teacher brought in.</summary>
/// <param name="Source">Where it comes from, for example <c>exercism:bob</c>: bringing that in again finds the same exercise.</param>
/// <param name="Content">What it says; null when it could not be read.</param>
/// <param name="Unsupported">Why learners cannot work on it here, in a sentence; null when they can.</param>
/// <param name="Measured">Whether its time limit was measured here, not written by its author.</param>
public sealed record ImportedExercise(string Source, ExerciseContent? Content, string? Unsupported = null, bool Measured = false);

/// <summary>What became of an exercise.</summary>
public enum ImportStatus
{
    /// <summary>It is new and published.</summary>
    Imported,

    /// <summary>It was there, and is published with the new content.</summary>
    Updated,

    /// <summary>It was there with the same content.</summary>
    Unchanged,

    /// <summary>Learners cannot work on it here. What could be read of it is kept as a draft.</summary>
    Unsupported,
}

/// <summary>An exercise in the report of an import.</summary>
/// <param name="Source">Where it comes from.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Slug">Its name in addresses; null when it was not stored.</param>
/// <param name="Tests">How many tests it has.</param>
/// <param name="Reason">Why it is not supported.</param>
public sealed record ImportLine(string Source, ImportStatus Status, string? Slug, int Tests, string? Reason);

/// <summary>The report of an import.</summary>
/// <param name="Total">How many exercises were found.</param>
/// <param name="Supported">How many of them learners can work on: their reference solutions passed here.</param>
/// <param name="Exercises">Each of them, in the order found.</param>
/// <param name="Quiz">Each quiz question, in the order found.</param>
public sealed record ImportReport(int Total, int Supported, IReadOnlyList<ImportLine> Exercises, IReadOnlyList<ImportLine> Quiz);
