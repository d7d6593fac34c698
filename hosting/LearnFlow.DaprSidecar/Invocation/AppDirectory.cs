using System.Collections.Concurrent;
using LearnFlow.DaprSidecar.AppChannel;

namespace LearnFlow.DaprSidecar.Invocation;

/// <summary>Name resolution: which apps there are and how to reach them. Sidecars that share a directory can invoke each other's apps.</summary>
/// <remarks>Stands for Dapr's mDNS resolver. Where daprd goes through the callee's sidecar, this one calls the callee itself with the callee's token.</remarks>
public sealed class AppDirectory
{
    private readonly ConcurrentDictionary<string, AppClient[]> _apps = new(StringComparer.Ordinal);
    private int _turn;

    internal void Add(string appId, AppClient app) => _apps.AddOrUpdate(appId, [app], (_, present) => [.. present, app]);

    internal void Remove(string appId, AppClient app) => _apps.AddOrUpdate(appId, [], (_, present) => [.. present.Where(a => a != app)]);

    /// <summary>An app of that id, replicas in turn; null where there is none. <c>app.namespace</c> is the app.</summary>
    internal AppClient? Find(string appId)
    {
        var entries = _apps.GetValueOrDefault(appId) is { Length: > 0 } exact ? exact : _apps.GetValueOrDefault(appId.Split('.', 2)[0]);
        return entries is { Length: > 0 } ? entries[(uint)Interlocked.Increment(ref _turn) % entries.Length] : null;
    }
}
