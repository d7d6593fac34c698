namespace LearnFlow.Exercises.Catalogue;

/// <summary>A module of the course.</summary>
public sealed class CourseModule
{
    /// <summary>The name in addresses; the key.</summary>
    public required string Slug { get; init; }

    /// <summary>The heading.</summary>
    public required string Title { get; set; }

    /// <summary>What a learner can do after it.</summary>
    public required string Goal { get; set; }

    /// <summary>Its place in the course, from 1.</summary>
    public required int Position { get; set; }
}
