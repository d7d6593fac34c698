using Grpc.Core;
using LearnFlow.DaprSidecar.PubSub;

namespace LearnFlow.DaprSidecar.AppChannel;

/// <summary>How a sidecar speaks to an app: over HTTP, or by the gRPC AppCallback service.</summary>
internal interface IAppChannel : IAsyncDisposable
{
    /// <summary>The app's programmatic subscriptions.</summary>
    Task<IReadOnlyList<Subscription>> SubscriptionsAsync(CancellationToken cancellation);

    /// <summary>Gives the app one event.</summary>
    /// <exception cref="AppUnreachableException">The app cannot be reached.</exception>
    Task<DeliveryResult> DeliverAsync(EventDelivery delivery, CancellationToken cancellation);

    /// <summary>Gives the app several events; an entry without an answer must be delivered again.</summary>
    /// <exception cref="AppUnreachableException">The app cannot be reached.</exception>
    Task<IReadOnlyDictionary<string, DeliveryResult>> DeliverAsync(BulkDelivery delivery, CancellationToken cancellation);

    /// <summary>Calls a method of the app.</summary>
    /// <exception cref="AppUnreachableException">The app cannot be reached.</exception>
    Task<InvocationResponse> InvokeAsync(Invocation.InvocationRequest request, CancellationToken cancellation);

    /// <summary>Whether the app's health check succeeds.</summary>
    /// <param name="path">Path of the check; used over HTTP.</param>
    /// <param name="cancellation">Ends the probe.</param>
    Task<bool> IsHealthyAsync(string path, CancellationToken cancellation);
}

/// <summary>What the app said to an event.</summary>
internal enum DeliveryOutcome
{
    /// <summary>Taken.</summary>
    Success,

    /// <summary>Never to be delivered again; goes to the dead letter topic, if there is one.</summary>
    Drop,

    /// <summary>To be delivered again.</summary>
    Retry,
}

/// <summary>What the app said to an event.</summary>
/// <param name="Outcome">Taken, dropped, again.</param>
/// <param name="Reason">For the log.</param>
internal readonly record struct DeliveryResult(DeliveryOutcome Outcome, string Reason = "");

/// <summary>An event on its way to the app.</summary>
/// <param name="Subscription">Whose event it is.</param>
/// <param name="Path">The app's path that its routing rules chose.</param>
/// <param name="CloudEvent">The event.</param>
/// <param name="Json">The event's bytes.</param>
/// <param name="Metadata">The broker's metadata.</param>
internal sealed record EventDelivery(Subscription Subscription, string Path, System.Text.Json.JsonElement CloudEvent, ReadOnlyMemory<byte> Json,
    IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>Names the event inside a bulk delivery.</summary>
    public string EntryId { get; } = Guid.NewGuid().ToString();

    /// <summary>A string field of the event, or an empty string.</summary>
    public string Field(string name) =>
        CloudEvent.TryGetProperty(name, out var value) && value.ValueKind == System.Text.Json.JsonValueKind.String ? value.GetString()! : "";
}

/// <summary>Events of one subscription and path, delivered at once.</summary>
internal sealed record BulkDelivery(Subscription Subscription, string Path, IReadOnlyList<EventDelivery> Events);

/// <summary>The app's answer to a method call; the body streams until it is disposed.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Headers">Headers without hop-by-hop ones.</param>
/// <param name="Body">The body.</param>
/// <param name="Owner">What must be closed when the body has been read.</param>
internal sealed record InvocationResponse(int Status, IReadOnlyList<KeyValuePair<string, string>> Headers, Stream Body, IDisposable Owner) : IDisposable
{
    public string? ContentType => Headers.FirstOrDefault(h => h.Key.Equals("content-type", StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>gRPC status details of an app that speaks gRPC, or null.</summary>
    public RpcException? Failure { get; init; }

    public void Dispose() => Owner.Dispose();
}

/// <summary>The app cannot be reached: it is not up, or its connection broke.</summary>
public sealed class AppUnreachableException(string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>Whether the app has seen nothing of the call: it accepted no connection.</summary>
    public bool NothingSent => InnerException is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError }
        or RpcException { Status.DebugException: HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } };
}
