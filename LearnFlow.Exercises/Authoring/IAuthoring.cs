using LearnFlow.Exercises.Catalogue;
using LearnFlow.Exercises.Content;
using LearnFlow.Exercises.Grading;

namespace LearnFlow.Exercises.Authoring;

/// <summary>What differs between writing exercises and writing questions.</summary>
public interface IAuthoring<TItem, TContent> where TItem : Authored<TContent> where TContent : class
{
    /// <summary>A new draft.</summary>
    TItem Create(NewItem<TContent> item, int position);

    /// <summary>The slug that a content carries.</summary>
    string SlugOf(TContent content);

    /// <summary>What is wrong with a content, by field.</summary>
    Dictionary<string, string[]> Complaints(TContent content, IReadOnlySet<string> concepts);

    /// <summary>Tries it out.</summary>
    Task<DryRun> DryRunAsync(TContent content, CancellationToken cancellation);
}

/// <summary>Exercises.</summary>
public sealed class ExerciseAuthoring(Grader grader) : IAuthoring<Exercise, ExerciseContent>
{
    /// <inheritdoc />
    public Exercise Create(NewItem<ExerciseContent> item, int position) => Exercise.Of(item.Content, item.Module ?? "", item.Class, position);

    /// <inheritdoc />
    public string SlugOf(ExerciseContent content) => content.Slug;

    /// <inheritdoc />
    public Dictionary<string, string[]> Complaints(ExerciseContent content, IReadOnlySet<string> concepts)
        => ContentRules.Complaints(content, concepts);

    /// <inheritdoc />
    public Task<DryRun> DryRunAsync(ExerciseContent content, CancellationToken cancellation) => DryRun.OfAsync(grader, content, cancellation);
}

/// <summary>Questions: nothing of them is run.</summary>
public sealed class QuizAuthoring : IAuthoring<QuizQuestion, QuizContent>
{
    /// <inheritdoc />
    public QuizQuestion Create(NewItem<QuizContent> item, int position) => QuizQuestion.Of(item.Content, item.Module ?? "", item.Class, position);

    /// <inheritdoc />
    public string SlugOf(QuizContent content) => content.Slug;

    /// <inheritdoc />
    public Dictionary<string, string[]> Complaints(QuizContent content, IReadOnlySet<string> concepts)
        => ContentRules.Complaints(content, concepts);

    /// <inheritdoc />
    public Task<DryRun> DryRunAsync(QuizContent content, CancellationToken cancellation) => Task.FromResult(new DryRun(true, [], [], 0));
}
