using Dapr.Client;

namespace LearnFlow.Exercises.Grading;

/// <summary>The service <c>sandbox</c>, called through this service's sidecar. Its runs are the service's own: no learner's attempt.</summary>
public sealed class DaprSandbox : ISandbox, IDisposable
{
    private readonly HttpClient _client = DaprClient.CreateInvokeHttpClient("sandbox");

    /// <inheritdoc />
    public async Task<SandboxRunResult> RunAsync(SandboxRunRequest request, CancellationToken cancellation)
    {
        using var response = await _client.PostAsJsonAsync("/run", request, JsonConventions.Options, cancellation);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<SandboxRunResult>(JsonConventions.Options, cancellation))!;
    }

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();
}
