using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Aspire.Hosting.Eventing;

/// <inheritdoc cref="IDistributedApplicationEventing"/>
public class DistributedApplicationEventing : IDistributedApplicationEventing
{
    private readonly ConcurrentDictionary<Type, ImmutableList<DistributedApplicationEventSubscription>> _subscriptions = new();

    /// <inheritdoc/>
    public DistributedApplicationEventSubscription Subscribe<T>(Func<T, CancellationToken, Task> callback) where T : IDistributedApplicationEvent
    {
        ArgumentNullException.ThrowIfNull(callback);
        if (typeof(T).IsInterface || typeof(T).IsAbstract)
            throw new ArgumentException($"Cannot subscribe to interface or abstract type '{typeof(T).Name}'. Subscribe to a concrete event type instead.", nameof(callback));
        var subscription = new DistributedApplicationEventSubscription((e, ct) => callback((T)e, ct));
        _subscriptions.AddOrUpdate(typeof(T), _ => [subscription], (_, list) => list.Add(subscription));
        return subscription;
    }

    /// <inheritdoc/>
    public DistributedApplicationEventSubscription Subscribe<T>(IResource resource, Func<T, CancellationToken, Task> callback) where T : IDistributedApplicationResourceEvent
    {
        ArgumentNullException.ThrowIfNull(resource);
        return Subscribe<T>((e, ct) => e.Resource == resource ? callback(e, ct) : Task.CompletedTask);
    }

    /// <inheritdoc/>
    public void Unsubscribe(DistributedApplicationEventSubscription subscription)
    {
        ArgumentNullException.ThrowIfNull(subscription);
        foreach (var type in _subscriptions.Keys)
            _subscriptions.AddOrUpdate(type, _ => [], (_, list) => list.Remove(subscription));
    }

    /// <inheritdoc/>
    public Task PublishAsync<T>(T @event, CancellationToken cancellationToken = default) where T : IDistributedApplicationEvent =>
        PublishAsync(@event, EventDispatchBehavior.BlockingSequential, cancellationToken);

    /// <inheritdoc/>
    public Task PublishAsync<T>(T @event, EventDispatchBehavior dispatchBehavior, CancellationToken cancellationToken = default) where T : IDistributedApplicationEvent
    {
        ArgumentNullException.ThrowIfNull(@event);
        if (!_subscriptions.TryGetValue(typeof(T), out var subscriptions) || subscriptions.IsEmpty)
            return Task.CompletedTask;

        switch (dispatchBehavior)
        {
            case EventDispatchBehavior.BlockingSequential:
                return InTurnAsync();
            case EventDispatchBehavior.BlockingConcurrent:
                return AtOnceAsync();
            case EventDispatchBehavior.NonBlockingSequential:
                _ = Task.Run(InTurnAsync, CancellationToken.None);
                return Task.CompletedTask;
            case EventDispatchBehavior.NonBlockingConcurrent:
                _ = Task.Run(AtOnceAsync, CancellationToken.None);
                return Task.CompletedTask;
            default:
                throw new ArgumentOutOfRangeException(nameof(dispatchBehavior), dispatchBehavior, null);
        }

        async Task InTurnAsync()
        {
            foreach (var subscription in subscriptions)
                await subscription.Callback(@event, cancellationToken).ConfigureAwait(false);
        }

        Task AtOnceAsync() => Task.WhenAll(subscriptions.Select(s => s.Callback(@event, cancellationToken)));
    }
}
