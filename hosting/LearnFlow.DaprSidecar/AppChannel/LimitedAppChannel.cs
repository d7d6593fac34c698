using LearnFlow.DaprSidecar.Invocation;
using LearnFlow.DaprSidecar.PubSub;

namespace LearnFlow.DaprSidecar.AppChannel;

/// <summary>Gives the app no more calls and events at once than <c>--app-max-concurrency</c>; the others wait.</summary>
/// <remarks>Contract: dapr/dapr pkg/channel. A call holds its place until the app's answer begins; health probes need none.</remarks>
internal sealed class LimitedAppChannel(IAppChannel app, int limit) : IAppChannel
{
    private readonly SemaphoreSlim _places = new(limit);

    public Task<IReadOnlyList<Subscription>> SubscriptionsAsync(CancellationToken cancellation) => app.SubscriptionsAsync(cancellation);

    public Task<DeliveryResult> DeliverAsync(EventDelivery delivery, CancellationToken cancellation) =>
        InPlaceAsync(() => app.DeliverAsync(delivery, cancellation), cancellation);

    public Task<IReadOnlyDictionary<string, DeliveryResult>> DeliverAsync(BulkDelivery delivery, CancellationToken cancellation) =>
        InPlaceAsync(() => app.DeliverAsync(delivery, cancellation), cancellation);

    public Task<InvocationResponse> InvokeAsync(InvocationRequest request, CancellationToken cancellation) =>
        InPlaceAsync(() => app.InvokeAsync(request, cancellation), cancellation);

    public Task<bool> IsHealthyAsync(string path, CancellationToken cancellation) => app.IsHealthyAsync(path, cancellation);

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        _places.Dispose();
    }

    private async Task<T> InPlaceAsync<T>(Func<Task<T>> call, CancellationToken cancellation)
    {
        await _places.WaitAsync(cancellation);
        try
        {
            return await call();
        }
        finally
        {
            _places.Release();
        }
    }
}
