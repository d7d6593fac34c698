using System.Text.Json;
using Dapr.Client;

namespace LearnFlow.Triage.Agent;

/// <summary>The library of articles.</summary>
public interface IArticles
{
    /// <summary>The article that answers a question best, as Markdown with its title; null when there is none or nobody answers.</summary>
    Task<string?> FindAsync(string question, CancellationToken cancellationToken);
}

/// <summary>The library of the Concepts service, through the sidecar.</summary>
public sealed partial class DaprArticles(DaprClient dapr, ILogger<DaprArticles> logger) : IArticles, IDisposable
{
    private const int MaxQuestionLength = 300;
    private const int MaxLength = 2500;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(3);

    private readonly HttpClient _concepts = dapr.CreateServiceClient("concepts");

    /// <inheritdoc />
    public async Task<string?> FindAsync(string question, CancellationToken cancellationToken)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(s_patience);
        try
        {
            var wanted = Uri.EscapeDataString(question.Length <= MaxQuestionLength ? question : question[..MaxQuestionLength]);
            var found = await _concepts.GetFromJsonAsync<List<Found>>($"/concepts/search?q={wanted}&limit=1", JsonConventions.Options, limited.Token);
            if (found is not [var first, ..])
            {
                return null;
            }

            var article = await _concepts.GetFromJsonAsync<Article>($"/concepts/{first.Slug}", JsonConventions.Options, limited.Token);
            var text = $"# {first.Title}\n{article?.Body}";
            return text.Length <= MaxLength ? text : text[..MaxLength];
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            LogNoArticle(exception);
            return null;
        }
    }

    /// <inheritdoc />
    public void Dispose() => _concepts.Dispose();

    private sealed record Found(string Slug, string Title);

    private sealed record Article(string Body);

    [LoggerMessage(LogLevel.Warning, "Concepts did not give an article.")]
    private partial void LogNoArticle(Exception exception);
}
