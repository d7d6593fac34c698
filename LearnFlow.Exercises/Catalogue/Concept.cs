namespace LearnFlow.Exercises.Catalogue;

/// <summary>A concept of the course: a node of the prerequisite graph.</summary>
public sealed class Concept
{
    /// <summary>The name in addresses, the same as its article's; the key.</summary>
    public required string Slug { get; init; }

    /// <summary>The name that learners see.</summary>
    public required string Title { get; set; }

    /// <summary>The slug of the module that introduces it.</summary>
    public required string Module { get; set; }

    /// <summary>Its place in the course, from 1.</summary>
    public required int Position { get; set; }

    /// <summary>Slugs of the concepts to be known before.</summary>
    public required List<string> Requires { get; set; }
}
