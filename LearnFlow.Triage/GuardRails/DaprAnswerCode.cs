using System.Net;
using System.Text.Json;
using Dapr.Client;

namespace LearnFlow.Triage.GuardRails;

/// <summary>Asks the sandbox and the exercises through the sidecar.</summary>
public sealed partial class DaprAnswerCode(DaprClient dapr, ILogger<DaprAnswerCode> logger) : IAnswerCode, IDisposable
{
    /// <summary>A learner is waiting for the sentence behind this check.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    private static readonly object s_limits = new { wallTimeMs = 3000, cpuTimeMs = 2000, outputBytes = 8192 };

    private readonly HttpClient _sandbox = dapr.CreateServiceClient("sandbox");
    private readonly HttpClient _exercises = dapr.CreateServiceClient("exercises");

    /// <inheritdoc />
    public async Task<bool?> ParsesAsync(string code, CancellationToken cancellationToken) =>
        (await AskAsync<Analysis>(_sandbox, "/analyze", new { language = "python", code }, cancellationToken))?.Ok;

    /// <inheritdoc />
    public async Task<string?> OutputAsync(string code, CancellationToken cancellationToken) =>
        await AskAsync<Run>(_sandbox, "/run", new { language = "python", code, limits = s_limits }, cancellationToken) is { } run
            ? run.ErrorType is null ? run.Output : $"{run.Output}{run.ErrorType}: {run.ErrorMessage}"
            : null;

    /// <inheritdoc />
    public async Task<bool?> PassesAsync(string exerciseId, string code, CancellationToken cancellationToken) =>
        await AskAsync<Verification>(_exercises, $"/exercises/{Uri.EscapeDataString(exerciseId)}/verify", new { code }, cancellationToken) is { } tests
            ? tests.Total > 0 && tests.Passed == tests.Total
            : null;

    /// <inheritdoc />
    public void Dispose()
    {
        _sandbox.Dispose();
        _exercises.Dispose();
    }

    /// <summary>The answer, or null when there is none in time. What does not exist has no tests to pass.</summary>
    private async Task<T?> AskAsync<T>(HttpClient service, string path, object body, CancellationToken cancellationToken) where T : class, IUnknown<T>
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(s_patience);
        try
        {
            using var response = await service.PostAsJsonAsync(path, body, JsonConventions.Options, limited.Token);
            if (response.StatusCode == HttpStatusCode.NotFound)
            {
                return T.Unknown;
            }

            response.EnsureSuccessStatusCode();
            return await response.Content.ReadFromJsonAsync<T>(JsonConventions.Options, limited.Token);
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            LogUnchecked(path, exception);
            return null;
        }
    }

    /// <summary>What a service's “there is no such thing” means for the check.</summary>
    private interface IUnknown<T>
    {
        static abstract T? Unknown { get; }
    }

    private sealed record Analysis(bool Ok) : IUnknown<Analysis>
    {
        public static Analysis? Unknown => null;
    }

    private sealed record Run(string Output = "", string? ErrorType = null, string? ErrorMessage = null) : IUnknown<Run>
    {
        public static Run? Unknown => null;
    }

    private sealed record Verification(int Passed, int Total) : IUnknown<Verification>
    {
        public static Verification? Unknown => new(0, 0);
    }

    [LoggerMessage(LogLevel.Warning, "Code in an answer could not be checked with {Path}.")]
    private partial void LogUnchecked(string path, Exception exception);
}
