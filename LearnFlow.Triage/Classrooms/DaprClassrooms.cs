using System.Text.Json;
using Dapr.Client;

namespace LearnFlow.Triage.Classrooms;

/// <summary>Asks Exercises through the sidecar.</summary>
public sealed partial class DaprClassrooms(DaprClient dapr, ILogger<DaprClassrooms> logger) : IClassrooms, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly HttpClient _exercises = dapr.CreateServiceClient("exercises");

    /// <inheritdoc />
    public async Task<IReadOnlySet<string>?> LearnersAsync(CancellationToken cancellationToken)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(Patience);
        try
        {
            using var response = await _exercises.GetAsync("/learners", limited.Token);
            response.EnsureSuccessStatusCode();
            var learners = await response.Content.ReadFromJsonAsync<List<Taught>>(JsonConventions.Options, limited.Token);
            return learners!.Select(taught => taught.Learner).ToHashSet();
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            LogNoAnswer(exception);
            return null;
        }
    }

    /// <inheritdoc />
    public void Dispose() => _exercises.Dispose();

    [LoggerMessage(LogLevel.Warning, "Exercises did not say whom a teacher teaches; the teacher sees nobody until it does.")]
    private partial void LogNoAnswer(Exception exception);

    private sealed record Taught(string Learner);
}
