using LearnFlow.DaprSidecar.AppChannel;

namespace LearnFlow.DaprSidecar.PubSub;

/// <summary>The last events that the app did not take, kept in memory so that a person can have them delivered again.</summary>
internal sealed class UndeliveredEvents(string appId, TimeProvider clock)
{
    /// <summary>The answer for an event that is not there.</summary>
    public const string NoLongerKept = "it is no longer kept";

    private const int MostKept = 200;
    private const long MostBytes = 4 << 20;
    private readonly Lock _gate = new();
    private readonly List<Entry> _entries = [];
    private long _bytes;

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<UndeliveredEvent> All
    {
        get
        {
            lock (_gate) return [.. _entries.Select(e => e.Event)];
        }
    }

    /// <summary>Keeps an event; the oldest go when there are too many.</summary>
    /// <param name="id">The event's id.</param>
    /// <param name="subscription">Whose it is.</param>
    /// <param name="bytes">Its size.</param>
    /// <param name="reason">Why the app did not take it.</param>
    /// <param name="again">Gives it to the app once more.</param>
    public void Add(string id, Subscription subscription, int bytes, string reason, Func<CancellationToken, Task<DeliveryResult>> again)
    {
        var entry = new Entry(new(id, subscription.Topic, appId, reason, subscription.DeadLetterTopic, clock.GetUtcNow()), bytes, again);
        lock (_gate)
        {
            if (_entries.Find(e => e.Event.Id == id && e.Event.Topic == subscription.Topic) is { } before) Remove(before);
            _entries.Add(entry);
            _bytes += bytes;
            while (_entries.Count > MostKept || (_bytes > MostBytes && _entries.Count > 1)) Remove(_entries[0]);
        }
    }

    /// <summary>Gives an event to the app again; it is forgotten when the app takes it.</summary>
    /// <returns>Null when the app took it, else why not.</returns>
    public async Task<string?> DeliverAgainAsync(string id, CancellationToken cancellation)
    {
        Entry? entry;
        lock (_gate) entry = _entries.Find(e => e.Event.Id == id);
        if (entry is null) return NoLongerKept;
        var result = await entry.Again(cancellation);
        if (result.Outcome != DeliveryOutcome.Success) return result.Reason.Length > 0 ? result.Reason : "the app gave no reason";
        lock (_gate) Remove(entry);
        return null;
    }

    private void Remove(Entry entry)
    {
        if (_entries.Remove(entry)) _bytes -= entry.Bytes;
    }

    private sealed record Entry(UndeliveredEvent Event, int Bytes, Func<CancellationToken, Task<DeliveryResult>> Again);
}
