using LearnFlow.Exercises.Content;

namespace LearnFlow.Exercises.Catalogue;

/// <summary>An exercise as it is stored: what lists are filtered and sorted by in columns, the rest in its content.</summary>
public sealed class Exercise : Authored<ExerciseContent>
{
    /// <summary>The heading.</summary>
    public required string Title { get; set; }

    /// <summary>What the learner is asked to do.</summary>
    public required ExerciseKind Kind { get; set; }

    /// <summary>1 to 5.</summary>
    public required int Difficulty { get; set; }

    /// <summary>The concepts that it practises, the main one first.</summary>
    public required List<string> Concepts { get; set; }

    /// <summary>Where it was imported from, for example <c>humaneval:HumanEval/0</c>; importing that again finds it.</summary>
    public string? Source { get; init; }

    /// <summary>A new draft.</summary>
    public static Exercise Of(ExerciseContent content, string module, Guid? classId, int position, string? source = null) => new()
    {
        Id = Guid.CreateVersion7(),
        Slug = content.Slug,
        Title = content.Title,
        Module = module,
        ClassId = classId,
        Position = position,
        Kind = content.Kind,
        Difficulty = content.Difficulty,
        Concepts = [.. content.Concepts],
        Status = Publication.Draft,
        Revision = 0,
        Content = content,
        Source = source,
    };

    /// <inheritdoc />
    protected override void Show(ExerciseContent content)
    {
        base.Show(content);
        (Title, Kind, Difficulty, Concepts) = (content.Title, content.Kind, content.Difficulty, [.. content.Concepts]);
    }
}
