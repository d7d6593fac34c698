using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using LearnFlow.DaprSidecar.Invocation;
using LearnFlow.DaprSidecar.PubSub;
using Microsoft.Extensions.Logging;

namespace LearnFlow.DaprSidecar.AppChannel;

/// <summary>An app that speaks HTTP.</summary>
/// <remarks>Contract: dapr/dapr pkg/channel/http and pkg/runtime/subscription/postman/http.</remarks>
internal sealed class HttpAppChannel(AppTransport transport, ILogger log) : IAppChannel
{
    public async Task<IReadOnlyList<Subscription>> SubscriptionsAsync(CancellationToken cancellation)
    {
        using var request = Request(HttpMethod.Get, "dapr/subscribe");
        request.Headers.TryAddWithoutValidation(DaprHeaders.AppId, transport.App.AppId);
        using var response = await transport.SendAsync(request, cancellation);
        if (response.StatusCode == HttpStatusCode.OK) return SubscriptionJson.Parse(await response.Content.ReadAsByteArrayAsync(cancellation));
        if (response.StatusCode != HttpStatusCode.NotFound)
            log.LogError("app returned http status code {Status} from subscription endpoint", (int)response.StatusCode);
        return [];
    }

    public async Task<DeliveryResult> DeliverAsync(EventDelivery delivery, CancellationToken cancellation)
    {
        using var request = Request(HttpMethod.Post, delivery.Path);
        request.Content = new ReadOnlyMemoryContent(delivery.Json) { Headers = { ContentType = new(MediaType.CloudEvent) } };
        foreach (var (name, value) in delivery.Metadata)
            if (DaprHeaders.IsName(name) && !name.StartsWith("content-", StringComparison.OrdinalIgnoreCase))
                request.Headers.TryAddWithoutValidation(name, DaprHeaders.Safe(value));
        request.Headers.TryAddWithoutValidation("pubsubName", DaprHeaders.Safe(delivery.Subscription.PubSub));
        TraceHeaders.Write(request);
        using var response = await transport.SendAsync(request, cancellation);
        var body = await response.Content.ReadAsByteArrayAsync(cancellation);
        if (response.IsSuccessStatusCode) return Answer(body);
        return response.StatusCode == HttpStatusCode.NotFound
            ? new(DeliveryOutcome.Drop, "the app answered 404")
            : new(DeliveryOutcome.Retry, $"the app answered {(int)response.StatusCode}");
    }

    public async Task<IReadOnlyDictionary<string, DeliveryResult>> DeliverAsync(BulkDelivery delivery, CancellationToken cancellation)
    {
        using var request = Request(HttpMethod.Post, delivery.Path);
        request.Content = new ByteArrayContent(BulkEnvelope.Write(delivery)) { Headers = { ContentType = new(MediaType.Json) } };
        TraceHeaders.Write(request);
        using var response = await transport.SendAsync(request, cancellation);
        var body = await response.Content.ReadAsByteArrayAsync(cancellation);
        if (response.IsSuccessStatusCode) return BulkEnvelope.ReadAnswer(body);
        if (response.StatusCode != HttpStatusCode.NotFound) return new Dictionary<string, DeliveryResult>();
        // Contract: in bulk a 404 acknowledges the events, unlike the single delivery's drop.
        return delivery.Events.ToDictionary(e => e.EntryId, _ => new DeliveryResult(DeliveryOutcome.Success));
    }

    public async Task<InvocationResponse> InvokeAsync(InvocationRequest call, CancellationToken cancellation)
    {
        var request = Request(new HttpMethod(call.Verb), call.Method + call.Query);
        if (call.Body is not null) request.Content = new StreamContent(call.Body);
        foreach (var (name, value) in call.Headers)
            if (!request.Headers.TryAddWithoutValidation(name, value)) request.Content?.Headers.TryAddWithoutValidation(name, value);
        TraceHeaders.Write(request);
        var response = await transport.SendAsync(request, cancellation);
        var connection = response.Headers.Connection.Count > 0 ? string.Join(',', response.Headers.Connection) : null;
        var headers = response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated).SelectMany(h =>
            h.Value.Select(v => KeyValuePair.Create(h.Key, v)))
            .Where(h => !DaprHeaders.IsHopByHop(h.Key, connection)).ToList();
        return new InvocationResponse((int)response.StatusCode, headers, await response.Content.ReadAsStreamAsync(cancellation), response);
    }

    public async Task<bool> IsHealthyAsync(string path, CancellationToken cancellation)
    {
        try
        {
            using var request = Request(HttpMethod.Get, path);
            using var response = await transport.SendAsync(request, cancellation);
            return response.IsSuccessStatusCode;
        }
        catch (AppUnreachableException)
        {
            return false;
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private HttpRequestMessage Request(HttpMethod method, string pathAndQuery) =>
        new(method, new Uri(transport.App.Address, "/" + pathAndQuery.TrimStart('/')));

    // An empty body, one that is no JSON and an empty status all mean success.
    private static DeliveryResult Answer(byte[] body)
    {
        if (body.Length == 0) return new(DeliveryOutcome.Success);
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
