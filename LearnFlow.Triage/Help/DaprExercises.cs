using System.Net;
using System.Text.Json;
using Dapr.Client;

namespace LearnFlow.Triage.Help;

/// <summary>The service Exercises, through the sidecar. Help goes on without it.</summary>
public sealed partial class DaprExercises(DaprClient dapr, ILogger<DaprExercises> logger) : IExercises, IDisposable
{
    /// <summary>Help must not wait for long for what is only good to know.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly HttpClient _exercises = dapr.CreateServiceClient("exercises");

    /// <inheritdoc />
    public async Task<ExerciseFacts?> FindAsync(string slug, CancellationToken cancellationToken)
    {
        var address = $"/exercises/{Uri.EscapeDataString(slug)}";
        var detail = GetAsync<Detail>(address, cancellationToken);
        var solution = await GetAsync<Solution>($"{address}/solution", cancellationToken);
        return await detail is { } exercise
            ? new(exercise.Slug, exercise.Title, exercise.Statement, exercise.Concepts, solution?.Reference, [.. (solution?.Tests ?? []).Select(test => test.ForHelp())])
            : null;
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<ConceptMastery>> MasteryAsync(CancellationToken cancellationToken) =>
        [.. (await GetAsync<List<ConceptMastery>>("/mastery", cancellationToken) ?? []).OrderBy(mastery => mastery.Known)];

    /// <inheritdoc />
    public void Dispose() => _exercises.Dispose();

    private async Task<T?> GetAsync<T>(string address, CancellationToken cancellationToken) where T : class
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(Patience);
        try
        {
            using var response = await _exercises.GetAsync(address, limited.Token);
            if (response.StatusCode == HttpStatusCode.NotFound)
            {
                return null;
            }

            response.EnsureSuccessStatusCode();
            return await response.Content.ReadFromJsonAsync<T>(JsonConventions.Options, limited.Token);
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            LogNoAnswer(address, exception);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Warning, "Exercises did not answer {Address}; the tutor goes on without it.")]
    private partial void LogNoAnswer(string address, Exception exception);

    private sealed record Detail(string Slug, string Title, string Statement, IReadOnlyList<string> Concepts);

    private sealed record Solution(string Reference, IReadOnlyList<SolutionTest> Tests);

    private sealed record SolutionTest(
        string Name, bool Hidden, string? Kind = null, string? Input = null, string? Expected = null, string? Call = null, JsonElement? Args = null,
        string? Script = null, IReadOnlyDictionary<string, string>? Files = null, JsonElement? Returns = null, string? Entry = null)
    {
        public HelpTest ForHelp() => this switch
        {
            { Call: not null } => new(Name, Input, Function: Call, Args: Args, Expected: Returns, Files: Files, Hidden: Hidden),
            { Script: not null } => new(Name, Input, Source: Script, Files: Files, Hidden: Hidden, Entry: Entry),
            _ => new(Name, Input, Expected ?? "", Files: Files, Hidden: Hidden),
        };
    }
}
