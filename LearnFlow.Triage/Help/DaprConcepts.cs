using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Dapr.Client;

namespace LearnFlow.Triage.Help;

/// <summary>The service Concepts, through the sidecar: <c>POST /explain</c> streams the same events as <c>POST /help</c>.</summary>
public sealed partial class DaprConcepts(DaprClient dapr, ILogger<DaprConcepts> logger) : IConcepts, IDisposable
{
    private readonly HttpClient _concepts = dapr.CreateServiceClient("concepts");

    /// <inheritdoc />
    public async IAsyncEnumerable<string> ExplainAsync(
        MissingConcept missing, HelpQuestion question, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/explain")
        {
            Content = JsonContent.Create(new { question = missing.Question, concept = missing.Concept, code = question.Code, exerciseId = question.ExerciseId }, options: JsonConventions.Options),
        };
        using var response = await SendAsync(request, cancellationToken);
        if (response is null)
        {
            yield break;
        }

        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(cancellationToken))
        {
            if (item.EventType == "text" && JsonSerializer.Deserialize<TextEvent>(item.Data, JsonConventions.Options) is { } part)
            {
                yield return part.Text;
            }
        }
    }

    /// <inheritdoc />
    public void Dispose() => _concepts.Dispose();

    private async Task<HttpResponseMessage?> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage? response = null;
        try
        {
            response = await _concepts.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return response.EnsureSuccessStatusCode();
        }
        catch (HttpRequestException exception)
        {
            response?.Dispose();
            LogNoExplanation(exception);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Warning, "Concepts did not explain; the answer ends without an explanation.")]
    private partial void LogNoExplanation(Exception exception);
}
