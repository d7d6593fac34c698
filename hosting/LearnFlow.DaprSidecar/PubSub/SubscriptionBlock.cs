using LearnFlow.DaprSidecar.AppChannel;
using LearnFlow.DaprSidecar.Components;
using LearnFlow.DaprSidecar.Diagnostics;
using LearnFlow.DaprSidecar.Resources;
using Microsoft.Extensions.Logging;

namespace LearnFlow.DaprSidecar.PubSub;

/// <summary>The app's subscriptions and what delivers them.</summary>
internal sealed class SubscriptionBlock(
    IReadOnlyDictionary<string, ComponentSlot<OpenPubSub>> pubsubs, PublishBlock publish, IAppChannel? app, SidecarResources resources,
    UndeliveredEvents undelivered, SidecarHealth health, DaprMetrics metrics, ILogger log, TimeProvider clock) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string PubSub, string Topic), (Subscription Subscription, IAsyncDisposable Reader)> _active = [];

    /// <summary>What is subscribed now.</summary>
    public IReadOnlyList<Subscription> Active
    {
        get
        {
            lock (_gate) return [.. _active.Values.Select(a => a.Subscription)];
        }
    }

    /// <summary>Reads the app's subscriptions and starts them together with the declared ones; the app's own come first on one topic.</summary>
    public async Task StartAsync(CancellationToken stop)
    {
        var wanted = new Dictionary<(string, string), Subscription>();
        foreach (var declared in resources.Subscriptions) wanted[(declared.PubSub, declared.Topic)] = declared;
        if (app is not null)
            foreach (var programmatic in await ReadFromAppAsync(app, stop)) wanted[(programmatic.PubSub, programmatic.Topic)] = programmatic;
        if (app is null) return;
        await Task.WhenAll(wanted.Values.Select(s => StartLoggedAsync(s, app, stop)));
    }

    /// <summary>Starts one subscription; the result ends it.</summary>
    /// <exception cref="InvalidOperationException">The component is unknown, the topic not allowed or subscribed already.</exception>
    public async Task<IAsyncDisposable> StartAsync(Subscription subscription, IAppChannel target, CancellationToken stop)
    {
        var slot = pubsubs.GetValueOrDefault(subscription.PubSub) ?? throw new InvalidOperationException($"pubsub {subscription.PubSub} is not found");
        var open = await slot.WhenOpenAsync(stop);
        if (!open.Scopes.MaySubscribe(subscription.Topic))
            throw new InvalidOperationException($"subscription to topic '{subscription.Topic}' on pubsub '{subscription.PubSub}' is not allowed");
        var delivery = new SubscriptionDelivery(subscription, target, publish, resources.Resiliency.ComponentInbound(subscription.PubSub), undelivered,
            metrics, log, clock);
        var reader = await open.Component.SubscribeAsync(new TopicConsumer(subscription.Topic, subscription.Metadata, async (batch, cancellation) =>
        {
            if (target == app) await health.WhenAppIsHealthyAsync(cancellation);
            return await delivery.DeliverAsync(batch, cancellation);
        }, subscription.Bulk?.MaxMessages ?? 1, subscription.Bulk?.MaxAwait ?? TimeSpan.Zero), stop);
        var key = (subscription.PubSub, subscription.Topic);
        lock (_gate) _active[key] = (subscription, reader);
        log.LogInformation("subscribed to topic {Topic} on {PubSub} ({Type})", subscription.Topic, subscription.PubSub, subscription.Type);
        return new Registration(this, key);
    }

    public async ValueTask DisposeAsync()
    {
        List<IAsyncDisposable> readers;
        lock (_gate)
        {
            readers = [.. _active.Values.Select(a => a.Reader)];
            _active.Clear();
        }
        await Task.WhenAll(readers.Select(r => r.DisposeAsync().AsTask()));
    }

    private async Task StartLoggedAsync(Subscription subscription, IAppChannel target, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await StartAsync(subscription, target, stop);
                return;
            }
            catch (InvalidOperationException refused)
            {
                log.LogError("topic {Topic} is not subscribed: {Reason}", subscription.Topic, refused.Message);
                return;
            }
            catch (Exception away) when (!stop.IsCancellationRequested)
            {
                log.LogWarning("topic {Topic} is not subscribed yet: {Reason}", subscription.Topic, away.Message);
                await Task.Delay(DeliveryBackOff.Before(attempt), clock, stop);
            }
        }
    }

    // An app that listens but does not answer yet is asked again.
    private async Task<IReadOnlyList<Subscription>> ReadFromAppAsync(IAppChannel from, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await from.SubscriptionsAsync(stop);
            }
            catch (AppUnreachableException)
            {
                await Task.Delay(DeliveryBackOff.Before(attempt), clock, stop);
            }
            catch (Exception unreadable) when (unreadable is System.Text.Json.JsonException or FormatException)
            {
                log.LogError("the app's subscriptions cannot be read: {Reason}", unreadable.Message);
                return [];
            }
        }
    }

    private async ValueTask EndAsync((string, string) key)
    {
        IAsyncDisposable? reader = null;
        lock (_gate)
            if (_active.Remove(key, out var ended)) reader = ended.Reader;
        if (reader is not null) await reader.DisposeAsync();
    }

    private sealed class Registration(SubscriptionBlock owner, (string, string) key) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => owner.EndAsync(key);
    }
}
