using Dapr.Client;

namespace LearnFlow.Exercises.Grading;

/// <summary>The service <c>sandbox</c>, called through this service's sidecar. Whom it runs for travels along for the queue; no run is a learner's attempt.</summary>
public sealed class DaprSandbox(DaprClient dapr) : ISandbox, IDisposable
{
    private readonly HttpClient _client = dapr.CreateServiceClient("sandbox");

    /// <inheritdoc />
    public Task<CheckAnswer> CheckAsync(CheckQuestion question, CancellationToken cancellation)
        => PostAsync<CheckQuestion, CheckAnswer>(_client, "/check", question, cancellation);

    /// <inheritdoc />
    public Task<RunAnswer> RunAsync(RunQuestion question, CancellationToken cancellation)
        => PostAsync<RunQuestion, RunAnswer>(_client, "/run", question, cancellation);

    /// <summary>Asks a sandbox at the client's address.</summary>
    public static async Task<TAnswer> PostAsync<TQuestion, TAnswer>(
        HttpClient client, string path, TQuestion question, CancellationToken cancellation)
    {
        using var response = await client.PostAsJsonAsync(path, question, JsonConventions.Options, cancellation);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<TAnswer>(JsonConventions.Options, cancellation))!;
    }

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();
}
