using System.Collections.Concurrent;
using System.Text.Json;
using LearnFlow.DaprSidecar.AppChannel;
using LearnFlow.DaprSidecar.Components;
using LearnFlow.DaprSidecar.Errors;
using LearnFlow.DaprSidecar.Invocation;
using Microsoft.Extensions.Logging;

namespace LearnFlow.DaprSidecar.Configuration;

/// <summary>The configuration building block behind both transports.</summary>
internal sealed class ConfigurationBlock(IReadOnlyDictionary<string, ComponentSlot<PostgresConfigurationStore>> stores, IAppChannel? app, ILogger log)
    : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, (CancellationTokenSource Stop, Task Loop)> _subscriptions = new(StringComparer.Ordinal);

    public async Task<IReadOnlyDictionary<string, ConfigurationItem>> GetAsync(string store, IReadOnlyList<string> keys, CancellationToken cancellation)
    {
        var slot = Find(store);
        try
        {
            return await (await slot.GetAsync(cancellation)).GetAsync(keys, cancellation);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            throw RuntimeErrors.ConfigurationGet(store, keys, failure);
        }
    }

    /// <summary>Subscribes; changes go to <paramref name="changedAsync"/>.</summary>
    /// <returns>The id that ends the subscription, and a task that is done when it has ended.</returns>
    public async Task<(string Id, Task Ended)> SubscribeAsync(string store, IReadOnlyList<string> keys, string? channel,
        Func<string, string, ConfigurationItem, Task> changedAsync, CancellationToken cancellation)
    {
        var slot = Find(store);
        var id = Guid.NewGuid().ToString();
        var stop = new CancellationTokenSource();
        try
        {
            var loop = await (await slot.GetAsync(cancellation)).ListenAsync(keys, channel, (key, item) => changedAsync(id, key, item), stop.Token);
            _subscriptions[id] = (stop, loop);
            return (id, loop);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            stop.Dispose();
            throw RuntimeErrors.ConfigurationSubscribe(store, keys, failure);
        }
    }

    /// <summary>Subscribes over HTTP: changes are posted to the app at <c>/configuration/{store}/{key}</c>.</summary>
    public async Task<string> SubscribeAppAsync(string store, IReadOnlyList<string> keys, string? channel, CancellationToken cancellation)
    {
        Find(store);
        var target = app ?? throw RuntimeErrors.AppChannelMissing("subscribe to configuration updates");
        return (await SubscribeAsync(store, keys, channel, (id, key, item) => PostAsync(target, store, id, key, item), cancellation)).Id;
    }

    /// <returns>Whether there was such a subscription.</returns>
    public async Task<bool> UnsubscribeAsync(string store, string id)
    {
        Find(store);
        if (!_subscriptions.TryRemove(id, out var subscription)) return false;
        await subscription.Stop.CancelAsync();
        await subscription.Loop;
        subscription.Stop.Dispose();
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (stop, loop) in _subscriptions.Values)
        {
            await stop.CancelAsync();
            await loop;
        }
        _subscriptions.Clear();
    }

    private async Task PostAsync(IAppChannel target, string store, string id, string key, ConfigurationItem item)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new { id,
            items = new Dictionary<string, object> { [key] = new { value = item.Value, version = item.Version, metadata = item.Metadata } } });
        try
        {
            using var response = await target.InvokeAsync(new InvocationRequest($"configuration/{store}/{Uri.EscapeDataString(key)}", "POST", "",
                [new("content-type", "application/json")], new MemoryStream(body), true), CancellationToken.None);
            if (response.Status is < 200 or > 299) log.LogError("the app did not take the configuration item {Key}: status {Status}", key, response.Status);
        }
        catch (AppUnreachableException away)
        {
            log.LogError("the app did not take the configuration item {Key}: {Reason}", key, away.Message);
        }
    }

    private ComponentSlot<PostgresConfigurationStore> Find(string store)
    {
        if (stores.Count == 0) throw RuntimeErrors.ConfigurationNotConfigured();
        return stores.GetValueOrDefault(store) ?? throw RuntimeErrors.ConfigurationNotFound(store);
    }
}
