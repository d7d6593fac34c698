using System.Net;
using System.Text.Json;
using LearnFlow.DaprSidecar.Invocation;
using LearnFlow.DaprSidecar.PubSub;
using Microsoft.Extensions.Logging;

namespace LearnFlow.DaprSidecar.AppChannel;

/// <summary>How a sidecar speaks to its app: calls, events, the subscriptions and the health check, over HTTP.</summary>
/// <remarks>
/// Contract: dapr/dapr pkg/channel/http and pkg/runtime/subscription/postman/http. The app gets no more calls and events at once than
/// <c>--app-max-concurrency</c>; a call holds its place until the app's answer begins, health probes need none.
/// </remarks>
internal sealed class AppClient(AppTransport transport, int? maxConcurrency, ILogger log) : IDisposable
{
    private bool _isHealthy = true;
    private readonly SemaphoreSlim? _places = maxConcurrency is { } limit ? new(limit) : null;

    /// <summary>What the last health probes say; true where the app is not probed.</summary>
    public bool IsHealthy { get => Volatile.Read(ref _isHealthy); set => Volatile.Write(ref _isHealthy, value); }

    /// <summary>The app's programmatic subscriptions.</summary>
    /// <exception cref="AppUnreachableException">The app cannot be reached.</exception>
    public async Task<IReadOnlyList<Subscription>> SubscriptionsAsync(CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Get, "dapr/subscribe");
        request.Headers.TryAddWithoutValidation(DaprHeaders.AppId, transport.App.AppId);
        using var response = await transport.SendAsync(request, cancellationToken);
        if (response.StatusCode == HttpStatusCode.OK)
        {
            return SubscriptionJson.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));
        }
        if (response.StatusCode != HttpStatusCode.NotFound)
        {
            log.LogError("app returned http status code {Status} from subscription endpoint", (int)response.StatusCode);
        }
        return [];
    }

    /// <summary>Gives the app one event.</summary>
    /// <exception cref="AppUnreachableException">The app cannot be reached.</exception>
    public async Task<DeliveryResult> DeliverAsync(EventDelivery delivery, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Post, delivery.Subscription.Route);
        request.Content = new ReadOnlyMemoryContent(delivery.Json) { Headers = { ContentType = new(MediaType.CloudEvent) } };
        foreach (var (name, value) in delivery.Metadata)
        {
            if (DaprHeaders.IsName(name) && !name.StartsWith("content-", StringComparison.OrdinalIgnoreCase))
            {
                request.Headers.TryAddWithoutValidation(name, DaprHeaders.Safe(value));
            }
        }
        request.Headers.TryAddWithoutValidation("pubsubName", DaprHeaders.Safe(delivery.Subscription.PubSub));
        TraceHeaders.Write(request);
        using var response = await InPlaceAsync(() => transport.SendAsync(request, cancellationToken), cancellationToken);
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        return response.IsSuccessStatusCode ? Answer(body)
            : response.StatusCode == HttpStatusCode.NotFound ? new(DeliveryOutcome.Drop, "the app answered 404")
            : new(DeliveryOutcome.Retry, $"the app answered {(int)response.StatusCode}");
    }

    /// <summary>Gives the app several events; an entry without an answer must be delivered again.</summary>
    /// <exception cref="AppUnreachableException">The app cannot be reached.</exception>
    public async Task<IReadOnlyDictionary<string, DeliveryResult>> DeliverAsync(Subscription subscription, IReadOnlyList<EventDelivery> events,
        CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Post, subscription.Route);
        request.Content = new ByteArrayContent(BulkEnvelope.Write(subscription, events)) { Headers = { ContentType = new(MediaType.Json) } };
        TraceHeaders.Write(request);
        using var response = await InPlaceAsync(() => transport.SendAsync(request, cancellationToken), cancellationToken);
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        // Contract: in bulk a 404 acknowledges the events, unlike the single delivery's drop.
        return response.IsSuccessStatusCode ? BulkEnvelope.ReadAnswer(body)
            : response.StatusCode == HttpStatusCode.NotFound ? events.ToDictionary(e => e.EntryId, _ => new DeliveryResult(DeliveryOutcome.Success))
            : new Dictionary<string, DeliveryResult>();
    }

    /// <summary>Calls a method of the app.</summary>
    /// <exception cref="AppUnreachableException">The app cannot be reached.</exception>
    public async Task<InvocationResponse> InvokeAsync(InvocationRequest call, CancellationToken cancellationToken)
    {
        var request = Request(new HttpMethod(call.Verb), call.Method + call.Query);
        if (call.Body is not null)
        {
            request.Content = new StreamContent(call.Body);
        }
        foreach (var (name, value) in call.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, value);
            }
        }
        TraceHeaders.Write(request);
        var response = await InPlaceAsync(() => transport.SendAsync(request, cancellationToken), cancellationToken);
        var connection = response.Headers.Connection.Count > 0 ? string.Join(',', response.Headers.Connection) : null;
        var headers = response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
            .SelectMany(h => h.Value.Select(v => KeyValuePair.Create(h.Key, v)))
            .Where(h => !DaprHeaders.IsHopByHop(h.Key, connection)).ToList();
        return new InvocationResponse((int)response.StatusCode, headers, await response.Content.ReadAsStreamAsync(cancellationToken), response);
    }

    /// <summary>Whether the app's health check succeeds.</summary>
    public async Task<bool> IsHealthyAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            using var request = Request(HttpMethod.Get, path);
            using var response = await transport.SendAsync(request, cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (AppUnreachableException)
        {
            return false;
        }
    }

    public void Dispose() => _places?.Dispose();

    private HttpRequestMessage Request(HttpMethod method, string pathAndQuery) =>
        new(method, new Uri(transport.App.Address, "/" + pathAndQuery.TrimStart('/')));

    private async Task<HttpResponseMessage> InPlaceAsync(Func<Task<HttpResponseMessage>> send, CancellationToken cancellationToken)
    {
        if (_places is null)
        {
            return await send();
        }
        await _places.WaitAsync(cancellationToken);
        try
        {
            return await send();
        }
        finally
        {
            _places.Release();
        }
    }

    // An empty body, one that is no JSON and an empty status all mean success.
    private static DeliveryResult Answer(byte[] body)
    {
        if (body.Length == 0)
        {
            return new(DeliveryOutcome.Success);
        }
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("status", out var status)
                ? BulkEnvelope.Outcome(status.GetString()) : new(DeliveryOutcome.Success);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return new(DeliveryOutcome.Success);
        }
    }
}
