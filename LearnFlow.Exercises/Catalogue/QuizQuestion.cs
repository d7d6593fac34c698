using LearnFlow.Exercises.Content;

namespace LearnFlow.Exercises.Catalogue;

/// <summary>A quiz question as it is stored.</summary>
public sealed class QuizQuestion
{
    /// <summary>Never changes and is never used again.</summary>
    public required Guid Id { get; init; }

    /// <summary>The name in addresses; unique.</summary>
    public required string Slug { get; set; }

    /// <summary>The slug of its module.</summary>
    public required string Module { get; set; }

    /// <summary>Its place in the module's quiz, from 1.</summary>
    public required int Position { get; set; }

    /// <summary>SHA-256 of the content that was seeded.</summary>
    public required string ContentHash { get; set; }

    /// <summary>Everything that the author wrote (jsonb).</summary>
    public required QuizContent Content { get; set; }
}
