using LearnFlow.DaprSidecar.AppChannel;
using LearnFlow.DaprSidecar.Components;
using LearnFlow.DaprSidecar.Diagnostics;
using Microsoft.Extensions.Logging;

namespace LearnFlow.DaprSidecar.PubSub;

/// <summary>The app's subscriptions and what delivers them.</summary>
internal sealed class SubscriptionBlock(
    IReadOnlyDictionary<string, ComponentSlot<OpenPubSub>> pubsubs, PublishBlock publish, AppClient? app, IReadOnlyList<Subscription> declared,
    UndeliveredEvents undelivered, SidecarHealth health, DaprMetrics metrics, ILogger log, TimeProvider clock) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly List<(Subscription Subscription, IAsyncDisposable Reader)> _active = [];

    /// <summary>What is subscribed now.</summary>
    public IReadOnlyList<Subscription> Active
    {
        get
        {
            lock (_gate)
            {
                return [.. _active.Select(a => a.Subscription)];
            }
        }
    }

    /// <summary>Reads the app's subscriptions and starts them together with the declared ones; the app's own come first on one topic.</summary>
    public async Task StartAsync(CancellationToken stop)
    {
        if (app is null)
        {
            return;
        }
        var wanted = declared.Concat(await ReadFromAppAsync(app, stop)).ToLookup(s => (s.PubSub, s.Topic));
        await Task.WhenAll(wanted.Select(same => StartAsync(same.Last(), app, stop)));
    }

    public async ValueTask DisposeAsync()
    {
        List<IAsyncDisposable> readers;
        lock (_gate)
        {
            readers = [.. _active.Select(a => a.Reader)];
            _active.Clear();
        }
        await Task.WhenAll(readers.Select(r => r.DisposeAsync().AsTask()));
    }

    private async Task StartAsync(Subscription subscription, AppClient target, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var reader = await SubscribeAsync(subscription, target, stop);
                lock (_gate)
                {
                    _active.Add((subscription, reader));
                }
                log.LogInformation("subscribed to topic {Topic} on {PubSub} ({Type})", subscription.Topic, subscription.PubSub, subscription.Type);
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

    /// <exception cref="InvalidOperationException">The component is unknown, the topic not allowed, or the routes have rules.</exception>
    private async Task<IAsyncDisposable> SubscribeAsync(Subscription subscription, AppClient target, CancellationToken stop)
    {
        if (subscription.HasRules)
        {
            throw new InvalidOperationException(Subscription.RulesRefused);
        }
        var slot = pubsubs.GetValueOrDefault(subscription.PubSub) ?? throw new InvalidOperationException($"pubsub {subscription.PubSub} is not found");
        var open = await slot.WhenOpenAsync(stop);
        if (!open.Scopes.MaySubscribe(subscription.Topic))
        {
            throw new InvalidOperationException($"subscription to topic '{subscription.Topic}' on pubsub '{subscription.PubSub}' is not allowed");
        }
        var delivery = new SubscriptionDelivery(subscription, target, publish, undelivered, metrics, log, clock);
        return await open.Component.SubscribeAsync(new TopicConsumer(subscription.Topic, health.WhenAppIsHealthyAsync, delivery.DeliverAsync,
            subscription.Bulk?.MaxMessages ?? 1, subscription.Bulk?.MaxAwait ?? TimeSpan.Zero), stop);
    }

    // An app that listens but does not answer yet is asked again.
    private async Task<IReadOnlyList<Subscription>> ReadFromAppAsync(AppClient from, CancellationToken stop)
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
            catch (System.Text.Json.JsonException unreadable)
            {
                log.LogError("the app's subscriptions cannot be read: {Reason}", unreadable.Message);
                return [];
            }
        }
    }
}
