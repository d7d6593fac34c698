using System.Runtime.CompilerServices;
using LearnFlow.Concepts.Library;
using LearnFlow.Concepts.Search;

namespace LearnFlow.Concepts.Explain;

/// <summary>Answers questions about concepts: finds the articles, and lets the model speak or composes the answer from them.</summary>
/// <param name="library">The articles.</param>
/// <param name="index">The search over them.</param>
/// <param name="exercises">What exercises practise.</param>
/// <param name="model">The model's way to answer; null without a model.</param>
public sealed class Explanations(ConceptLibrary library, ArticleIndex index, ExerciseConcepts exercises, ModelExplanation? model = null)
{
    private const string Offline = "offline";
    private const int Candidates = 8;
    private const int Used = 3;

    /// <summary>How much an article counts more when the exercise practises its concept.</summary>
    private const double OfExercise = 1.3;

    /// <summary>An article that fits far worse than the first has nothing to do with the question.</summary>
    private const double LeastShare = 0.4;

    /// <summary>The answer to <paramref name="question"/>, piece by piece.</summary>
    public async IAsyncEnumerable<ExplainEvent> AnswerAsync(ExplainQuestion question, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var id = Guid.CreateVersion7().ToString();
        var articles = await FindAsync(question, cancellationToken);
        var line = articles.Count > 0 && question.Code is { } code ? LearnerProgram.LineOn(articles[0], code) : null;
        var byModel = model is not null && articles.Count > 0;
        yield return new DiagnosisEvent(
            id, "conceptQuestion", line?.Line, [.. articles.Select(article => new ArticleName(article.Slug, article.Title))],
            byModel ? model!.Source : Offline);

        var complete = false;
        if (byModel)
        {
            var said = false;
            await foreach (var text in model!.AnswerAsync(question, articles, whole => complete = whole, cancellationToken))
            {
                said = true;
                yield return new TextEvent(text);
            }

            yield return new TextEvent(
                complete ? $"\n\n{OfflineExplanation.Named(articles)}"
                : said ? "\n\n*The language model broke off here. From the library:*\n\n"
                : "*The language model does not answer at the moment. From the library:*\n\n");
        }

        if (!complete)
        {
            foreach (var paragraph in OfflineExplanation.Compose(articles, line))
            {
                yield return new TextEvent(paragraph + "\n\n");
            }
        }

        yield return new DoneEvent(id);
    }

    private async Task<IReadOnlyList<Article>> FindAsync(ExplainQuestion question, CancellationToken cancellationToken)
    {
        var practised = await exercises.OfAsync(question.ExerciseId, cancellationToken);
        var found = index.Search(question.Question, Candidates)
            .Select(hit => (hit.Article, Score: hit.Score * (practised.Contains(hit.Article.Slug) ? OfExercise : 1)))
            .OrderByDescending(hit => hit.Score).ToList();
        var fitting = found.Where(hit => hit.Score >= LeastShare * found[0].Score).Select(hit => hit.Article);
        return [.. Asked(question, found.Count == 0 ? practised : []).Concat(fitting).Distinct().Take(Used)];
    }

    /// <summary>The article that was asked for by name; where the question finds none, what the exercise is about.</summary>
    private IEnumerable<Article> Asked(ExplainQuestion question, IReadOnlyList<string> practised) =>
        practised.Take(1).Prepend(question.Concept ?? "").Select(slug => library.TryGet(slug, out var article) ? article : null).OfType<Article>();
}
