using System.Collections;
using System.Collections.Concurrent;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The address of an endpoint on one network.</summary>
public record NetworkEndpointSnapshot(ValueSnapshot<AllocatedEndpoint> Snapshot, NetworkIdentifier NetworkID);

/// <summary>The addresses of an endpoint by network.</summary>
public class NetworkEndpointSnapshotList : IEnumerable<NetworkEndpointSnapshot>
{
    private readonly ConcurrentDictionary<NetworkIdentifier, NetworkEndpointSnapshot> _snapshots = new();

    /// <summary>Sets the address on a network and wakes those who wait for it.</summary>
    /// <exception cref="ArgumentException">The address belongs to another network.</exception>
    public void AddOrUpdateAllocatedEndpoint(NetworkIdentifier networkId, AllocatedEndpoint endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        if (endpoint.NetworkID != networkId)
            throw new ArgumentException($"AllocatedEndpoint must use the same network as the {nameof(networkId)} parameter", nameof(endpoint));
        For(networkId).Snapshot.SetValue(endpoint);
    }

    /// <summary>The address on a network; waits until there is one.</summary>
    public Task<AllocatedEndpoint> GetAllocatedEndpointAsync(NetworkIdentifier networkId, CancellationToken cancellationToken = default) =>
        For(networkId).Snapshot.GetValueAsync(cancellationToken);

    /// <inheritdoc/>
    public IEnumerator<NetworkEndpointSnapshot> GetEnumerator() => _snapshots.Values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal void Add(NetworkIdentifier networkId, ValueSnapshot<AllocatedEndpoint> snapshot) =>
        _snapshots.TryAdd(networkId, new(snapshot, networkId));

    internal AllocatedEndpoint? Find(NetworkIdentifier networkId) =>
        _snapshots.TryGetValue(networkId, out var found) ? found.Snapshot.ValueOrDefault : null;

    private NetworkEndpointSnapshot For(NetworkIdentifier networkId) =>
        _snapshots.GetOrAdd(networkId, id => new(new(), id));
}
