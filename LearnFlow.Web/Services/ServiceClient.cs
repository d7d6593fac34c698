using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using LearnFlow.Events;
using LearnFlow.Web.Accounts.Tokens;
using LearnFlow.Web.Visitors;

namespace LearnFlow.Web.Services;

/// <summary>Asks services, as the visitor, for what a page shows. Never throws for a service's failure: the rest of the page is still worth showing.</summary>
public sealed class ServiceClient(HttpClient http, AccessTokenIssuer tokens, IHttpContextAccessor current)
{
    /// <summary>A page that is being rendered waits no longer than this for one part of it.</summary>
    private static readonly TimeSpan ReadLimit = TimeSpan.FromSeconds(3);

    /// <summary>A run may use its whole wall time and wait in the queue before.</summary>
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(40);

    /// <summary>GETs <paramref name="path"/> of <paramref name="app"/>.</summary>
    public async Task<ServiceAnswer<T>> GetAsync<T>(string app, string path, CancellationToken cancellation) where T : class
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Sidecar.MethodPath(app) + path);
        return await SendAsync<T>(request, ReadLimit, cancellation);
    }

    /// <summary>POSTs <paramref name="body"/> to <paramref name="path"/> of <paramref name="app"/>.</summary>
    public Task<ServiceAnswer<T>> PostAsync<T>(string app, string path, object body, CancellationToken cancellation) where T : class
        => ChangeAsync<T>(HttpMethod.Post, app, path, body, null, cancellation);

    /// <summary>Changes something.</summary>
    /// <param name="method">How.</param>
    /// <param name="app">The service.</param>
    /// <param name="path">What.</param>
    /// <param name="body">Sent as JSON; null for none.</param>
    /// <param name="read">The ETag of the version that the visitor saw; null where the service asks for none.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<ServiceAnswer<T>> ChangeAsync<T>(HttpMethod method, string app, string path, object? body, string? read, CancellationToken cancellation) where T : class
    {
        using var request = new HttpRequestMessage(method, Sidecar.MethodPath(app) + path);
        request.Content = body is null ? null : JsonContent.Create(body, options: JsonConventions.Options);
        if (read is not null)
            request.Headers.TryAddWithoutValidation("If-Match", read);
        return await SendAsync<T>(request, CallLimit, cancellation);
    }

    /// <summary>POSTs a file to <paramref name="path"/> of <paramref name="app"/>.</summary>
    public async Task<ServiceAnswer<T>> UploadAsync<T>(string app, string path, Stream file, CancellationToken cancellation) where T : class
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Sidecar.MethodPath(app) + path);
        request.Content = new StreamContent(file);
        request.Content.Headers.ContentType = new("application/octet-stream");
        return await SendAsync<T>(request, CallLimit, cancellation);
    }

    /// <summary>Publishes an event (Dapr docs, "Pub/sub API").</summary>
    /// <returns>False when the broker does not take it.</returns>
    public async Task<bool> PublishAsync<TEvent>(TEvent learningEvent, CancellationToken cancellationToken) where TEvent : ILearningEvent
    {
        var metadata = LearningEvents.Metadata(learningEvent).Select(pair => $"metadata.{pair.Key}={Uri.EscapeDataString(pair.Value)}");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1.0/publish/{Topics.PubSub}/{TEvent.Topic}?{string.Join('&', metadata)}")
        {
            Content = JsonContent.Create(learningEvent, options: JsonConventions.Options),
        };
        return (await SendAsync<object>(request, CallLimit, cancellationToken)).IsDone;
    }

    private async Task<ServiceAnswer<T>> SendAsync<T>(HttpRequestMessage request, TimeSpan limit, CancellationToken cancellation) where T : class
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(limit);
        try
        {
            if (request.Headers.Authorization is null && current.HttpContext?.VisitorOrNull() is { } visitor)
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await tokens.TokenForAsync(visitor, timeout.Token));

            using var response = await http.SendAsync(request, timeout.Token);
            if (response.StatusCode == HttpStatusCode.NoContent)
                return new(null, (int)response.StatusCode, null);

            if (response.IsSuccessStatusCode)
                return new(await response.Content.ReadFromJsonAsync<T>(JsonConventions.Options, timeout.Token), (int)response.StatusCode, null, response.Headers.ETag?.ToString());

            return new(null, (int)response.StatusCode, await ReadProblemAsync(response, timeout.Token));
        }
        catch (Exception exception) when (IsFailure(exception) && !cancellation.IsCancellationRequested)
        {
            return new(null, StatusCodes.Status503ServiceUnavailable, "This part of LearnFlow does not answer at the moment.");
        }
    }

    private static async Task<string?> ReadProblemAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        if (response.Content.Headers.ContentType?.MediaType != "application/problem+json")
            return null;

        var problem = await response.Content.ReadFromJsonAsync<HttpValidationProblemDetails>(cancellation);
        return problem is { Errors.Count: > 0 } ? string.Join(" ", problem.Errors.Values.SelectMany(sentences => sentences)) : problem?.Detail;
    }

    private static bool IsFailure(Exception exception)
        => exception is HttpRequestException or OperationCanceledException or JsonException or Polly.ExecutionRejectedException;
}
