namespace LearnFlow.Exercises.Classes;

/// <summary>A class: its teachers assign exercises to its members and see how they get on.</summary>
public sealed class SchoolClass
{
    /// <summary>Never changes.</summary>
    public required Guid Id { get; init; }

    /// <summary>The name that its members see.</summary>
    public required string Name { get; set; }

    /// <summary>What a learner types to join: eight capital letters and digits that are not mistaken for each other.</summary>
    public required string JoinCode { get; set; }

    /// <summary>Ids of its teachers; at least one.</summary>
    public required List<string> Teachers { get; set; }

    /// <summary>When it was made (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was deleted (UTC).</summary>
    public DateTimeOffset? DeletedAt { get; set; }

    /// <summary>PostgreSQL's <c>xmin</c>: the ETag.</summary>
    public uint Version { get; init; }
}

/// <summary>A learner in a class.</summary>
public sealed class ClassMember
{
    /// <summary>The class.</summary>
    public required Guid ClassId { get; init; }

    /// <summary>The learner.</summary>
    public required string LearnerId { get; init; }

    /// <summary>The name that the learner goes by in this class; null when none was given.</summary>
    public string? Name { get; set; }

    /// <summary>When they joined (UTC).</summary>
    public required DateTimeOffset JoinedAt { get; init; }
}

/// <summary>An exercise that a class is to work on.</summary>
public sealed class Assignment
{
    /// <summary>Never changes.</summary>
    public required Guid Id { get; init; }

    /// <summary>The class.</summary>
    public required Guid ClassId { get; init; }

    /// <summary>The exercise.</summary>
    public required Guid ExerciseId { get; init; }

    /// <summary>When it is due (UTC).</summary>
    public required DateTimeOffset DueAt { get; set; }

    /// <summary>PostgreSQL's <c>xmin</c>: the ETag.</summary>
    public uint Version { get; init; }
}
