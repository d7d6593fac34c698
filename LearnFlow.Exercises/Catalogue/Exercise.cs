using LearnFlow.Exercises.Content;

namespace LearnFlow.Exercises.Catalogue;

/// <summary>An exercise as it is stored: what lists are filtered and sorted by in columns, the rest in <see cref="Content"/>.</summary>
public sealed class Exercise
{
    /// <summary>Never changes and is never used again.</summary>
    public required Guid Id { get; init; }

    /// <summary>The name in addresses; unique.</summary>
    public required string Slug { get; set; }

    /// <summary>The heading.</summary>
    public required string Title { get; set; }

    /// <summary>The slug of its module.</summary>
    public required string Module { get; set; }

    /// <summary>Its place in the module, from 1.</summary>
    public required int Position { get; set; }

    /// <summary>What the learner is asked to do.</summary>
    public required ExerciseKind Kind { get; set; }

    /// <summary>1 to 5.</summary>
    public required int Difficulty { get; set; }

    /// <summary>The concepts that it practises, the main one first.</summary>
    public required List<string> Concepts { get; set; }

    /// <summary>Counts the changes of its content, from 1.</summary>
    public required int Revision { get; set; }

    /// <summary>SHA-256 of the content that was seeded, so that an unchanged file changes nothing.</summary>
    public required string ContentHash { get; set; }

    /// <summary>Everything that the author wrote (jsonb).</summary>
    public required ExerciseContent Content { get; set; }
}
