using Dapr.Client;

namespace LearnFlow.Triage.Help;

/// <summary>The sandbox service, through the sidecar.</summary>
public sealed partial class DaprSandbox(DaprClient dapr, ILogger<DaprSandbox> logger) : ISandbox, IDisposable
{
    /// <summary>Help must not wait for long: without a run the code itself still says a lot.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly HttpClient _sandbox = dapr.CreateServiceClient("sandbox");

    /// <inheritdoc />
    public async Task<SandboxRun?> RunAsync(SandboxRequest request, CancellationToken cancellationToken)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(Patience);
        try
        {
            using var response = await _sandbox.PostAsJsonAsync("/run", request, JsonConventions.Options, limited.Token);
            response.EnsureSuccessStatusCode();
            return await response.Content.ReadFromJsonAsync<SandboxRun>(JsonConventions.Options, limited.Token);
        }
        catch (Exception exception) when (exception is HttpRequestException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            LogNoRun(exception);
            return null;
        }
    }

    /// <inheritdoc />
    public void Dispose() => _sandbox.Dispose();

    [LoggerMessage(LogLevel.Warning, "The sandbox did not run a program for the tutor.")]
    private partial void LogNoRun(Exception exception);
}
