using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace LearnFlow.Hosting.Dashboard.Telemetry;

/// <summary>The records of one signal: bounded for each sender, read by many while they come.</summary>
internal class RecordStore<T>(int perOrigin, TelemetryLimits limits) where T : class, ITelemetryRecord
{
    /// <summary>A watcher that reads more slowly than this many records come misses the oldest of them.</summary>
    private const int WatchedRecords = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, BoundedRecords<T>> _byOrigin = new(StringComparer.Ordinal);
    private ImmutableList<ChannelWriter<T>> _watchers = [];
    private long _number;

    /// <summary>How many records have come; it changes with every one.</summary>
    public long Received => Volatile.Read(ref _number);

    /// <summary>Stores records.</summary>
    /// <returns>How many were refused, because there are too many senders.</returns>
    public int Add(IEnumerable<T> records)
    {
        var refused = 0;
        lock (_lock)
        {
            foreach (var record in records)
            {
                if (OfOrigin(record.Origin) is not { } kept)
                {
                    refused++;
                    continue;
                }
                record.Number = ++_number;
                kept.Add(record, Evicted);
                Added(record);
                foreach (var watcher in _watchers)
                    watcher.TryWrite(record);
            }
        }
        return refused;
    }

    /// <summary>The newest records that match, in the order of their coming, and how many match in all.</summary>
    public Found<T> Find(Func<Origin, bool> origin, Func<T, bool> matches, int limit = int.MaxValue)
    {
        T[][] kept;
        lock (_lock)
            kept = Copy(origin);
        return Find(kept, matches, limit);
    }

    /// <summary>The records that match: those that are kept, then every one that comes.</summary>
    public async IAsyncEnumerable<T> WatchAsync(Func<Origin, bool> origin, Func<T, bool> matches, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var channel = Channel.CreateBounded<T>(new BoundedChannelOptions(WatchedRecords) { FullMode = BoundedChannelFullMode.DropOldest });
        T[][] kept;
        lock (_lock)
        {
            kept = Copy(origin);
            ImmutableInterlocked.Update(ref _watchers, list => list.Add(channel.Writer));
        }
        try
        {
            foreach (var record in Find(kept, matches, int.MaxValue).Records)
                yield return record;
            await foreach (var record in channel.Reader.ReadAllAsync(cancellation))
            {
                if (origin(record.Origin) && matches(record))
                    yield return record;
            }
        }
        finally
        {
            ImmutableInterlocked.Update(ref _watchers, list => list.Remove(channel.Writer));
        }
    }

    /// <summary>The senders, with what is kept of each and what went.</summary>
    public IReadOnlyList<KeptRecords> Kept()
    {
        lock (_lock)
            return [.. from o in _byOrigin.Values where o.Count > 0 select new KeptRecords(o.Records.First().Origin, o.Count, o.Dropped)];
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            foreach (var record in _byOrigin.Values.SelectMany(o => o.Records))
                Evicted(record);
            _byOrigin.Clear();
        }
    }

    /// <summary>Runs while nothing comes or goes.</summary>
    protected TResult Locked<TResult>(Func<TResult> read)
    {
        lock (_lock)
            return read();
    }

    /// <summary>A record has come; called under the lock.</summary>
    protected virtual void Added(T record)
    {
    }

    /// <summary>A record has gone; called under the lock.</summary>
    protected virtual void Evicted(T record)
    {
    }

    private T[][] Copy(Func<Origin, bool> origin) =>
        [.. from records in _byOrigin.Values where records.Count > 0 && origin(records.Records.First().Origin) select records.Records.ToArray()];

    // Each sender's records are in order already: only as many as are wanted of each are sorted with the others'.
    private static Found<T> Find(T[][] kept, Func<T, bool> matches, int limit)
    {
        var total = 0;
        var found = new List<T>();
        foreach (var records in kept)
        {
            var ofSender = 0;
            for (var i = records.Length - 1; i >= 0; i--)
            {
                if (!matches(records[i]))
                    continue;
                if (ofSender++ < limit)
                    found.Add(records[i]);
            }
            total += ofSender;
        }
        found.Sort((a, b) => a.Number.CompareTo(b.Number));
        return new(found.Count > limit ? found.GetRange(found.Count - limit, limit) : found, total);
    }

    private BoundedRecords<T>? OfOrigin(Origin origin)
    {
        if (_byOrigin.TryGetValue(origin.Key, out var kept))
            return kept;
        return _byOrigin.Count < limits.Origins ? _byOrigin[origin.Key] = new(perOrigin, limits.BytesPerOrigin) : null;
    }
}

/// <summary>What a query found.</summary>
/// <param name="Records">The newest, as many as were asked for, oldest first.</param>
/// <param name="Total">How many there are.</param>
internal sealed record Found<T>(List<T> Records, int Total);

/// <summary>What is kept of a sender.</summary>
/// <param name="Origin">The sender.</param>
/// <param name="Count">Records kept.</param>
/// <param name="Dropped">Records that went because there was no room.</param>
internal sealed record KeptRecords(Origin Origin, int Count, long Dropped);
