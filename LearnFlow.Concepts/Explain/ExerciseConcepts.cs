using System.Text.Json;
using System.Text.RegularExpressions;
using Dapr.Client;

namespace LearnFlow.Concepts.Explain;

/// <summary>Which concepts an exercise practises, asked of Exercises through the sidecar.</summary>
public sealed partial class ExerciseConcepts(DaprClient dapr, ILogger<ExerciseConcepts> logger) : IDisposable
{
    /// <summary>An answer without the exercise is nearly as good, and a learner is waiting.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    private readonly HttpClient exercises = dapr.CreateServiceClient("exercises");

    /// <summary>Slugs of the concepts, the main one first; empty when there is no such exercise or nobody answers.</summary>
    public async Task<IReadOnlyList<string>> OfAsync(string? exerciseId, CancellationToken cancellationToken)
    {
        if (exerciseId is null || !Slug().IsMatch(exerciseId))
        {
            return [];
        }

        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(s_patience);
        try
        {
            return (await exercises.GetFromJsonAsync<Exercise>($"/exercises/{exerciseId}", JsonConventions.Options, limited.Token))?.Concepts ?? [];
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            LogUnknown(exerciseId, exception);
            return [];
        }
    }

    /// <inheritdoc />
    public void Dispose() => exercises.Dispose();

    private sealed record Exercise(IReadOnlyList<string>? Concepts = null);

    [GeneratedRegex(@"\A[a-z0-9-]{1,80}\z")]
    private static partial Regex Slug();

    [LoggerMessage(LogLevel.Warning, "The concepts of exercise {ExerciseId} are not known.")]
    private partial void LogUnknown(string exerciseId, Exception exception);
}
