using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Aspire.Hosting.ApplicationModel;

namespace LearnFlow.Hosting.Dashboard.Hosting;

/// <summary>The latest state of every resource and instance, kept by watching the host's notifications.</summary>
internal sealed class ResourceStates(ResourceNotificationService notifications)
{
    private readonly ConcurrentDictionary<string, ResourceEvent> _latest = new(StringComparer.OrdinalIgnoreCase);
    private long _changes;

    /// <summary>Changes with every change of a state.</summary>
    public long Changes => Volatile.Read(ref _changes);

    /// <summary>Every resource in the order of their names, children after their parents' place.</summary>
    public IEnumerable<ResourceEvent> All() => _latest.Values.Where(e => !e.Snapshot.IsHidden).OrderBy(e => e.ResourceId, StringComparer.Ordinal);

    /// <summary>A resource by its id, or by its name where it has one instance.</summary>
    public ResourceEvent? Find(string id) => notifications.TryGetCurrentState(id, out var found) ? found : null;

    /// <summary>The id of every resource and instance that is shown: those there are, then those that come.</summary>
    public async IAsyncEnumerable<string> WatchIdsAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var known = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        await foreach (var change in notifications.WatchAsync(cancellation))
        {
            if (!change.Snapshot.IsHidden && known.Add(change.ResourceId))
                yield return change.ResourceId;
        }
    }

    /// <summary>Watches until cancelled.</summary>
    public async Task WatchAsync(CancellationToken cancellation)
    {
        try
        {
            await foreach (var change in notifications.WatchAsync(cancellation))
            {
                _latest[change.ResourceId] = change;
                Interlocked.Increment(ref _changes);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The host stops.
        }
    }
}
