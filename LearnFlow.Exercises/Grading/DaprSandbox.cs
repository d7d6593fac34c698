using Dapr.Client;

namespace LearnFlow.Exercises.Grading;

/// <summary>The service <c>sandbox</c>, called through this service's sidecar. Whom it runs for travels along for the queue; no run is a learner's attempt.</summary>
public sealed class DaprSandbox(DaprClient dapr) : ISandbox, IDisposable
{
    private readonly HttpClient _client = dapr.CreateServiceClient("sandbox");

    /// <inheritdoc />
    public Task<CheckAnswer> CheckAsync(CheckQuestion question, CancellationToken cancellation, string? learner = null)
        => PostAsync<CheckQuestion, CheckAnswer>(_client, "/check", question, cancellation, learner);

    /// <inheritdoc />
    public Task<RunAnswer> RunAsync(RunQuestion question, CancellationToken cancellation)
        => PostAsync<RunQuestion, RunAnswer>(_client, "/run", question, cancellation);

    /// <summary>Asks a sandbox at the client's address.</summary>
    public static async Task<TAnswer> PostAsync<TQuestion, TAnswer>(
        HttpClient client, string path, TQuestion question, CancellationToken cancellation, string? learner = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(question, options: JsonConventions.Options) };
        if (learner is not null)
        {
            request.Headers.Add(LearnerIdentity.Header, learner);
        }

        using var response = await client.SendAsync(request, cancellation);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<TAnswer>(JsonConventions.Options, cancellation))!;
    }

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();
}
