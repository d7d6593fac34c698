using LearnFlow.Exercises.Content;

namespace LearnFlow.Exercises.Catalogue;

/// <summary>A quiz question as it is stored.</summary>
public sealed class QuizQuestion : Authored<QuizContent>
{
    /// <summary>A new draft.</summary>
    public static QuizQuestion Of(QuizContent content, string module, Guid? classId, int position) => new()
    {
        Id = Guid.CreateVersion7(),
        Slug = content.Slug,
        Module = module,
        ClassId = classId,
        Position = position,
        Status = Publication.Draft,
        Revision = 0,
        Content = content,
    };
}
