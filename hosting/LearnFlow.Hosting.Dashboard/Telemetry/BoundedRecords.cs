namespace LearnFlow.Hosting.Dashboard.Telemetry;

/// <summary>A record that is stored with others of its sender.</summary>
internal interface ITelemetryRecord
{
    /// <summary>Who sent it.</summary>
    Origin Origin { get; }

    /// <summary>Counts all records of its kind in the order of their coming, from 1.</summary>
    long Number { get; set; }

    /// <summary>About how many bytes of memory it holds.</summary>
    int Size { get; }
}

/// <summary>The newest records of one sender, bounded by count and bytes; the oldest go first. The owner locks.</summary>
internal sealed class BoundedRecords<T>(int capacity, long maxBytes) where T : ITelemetryRecord
{
    private readonly Queue<T> _records = new();
    private long _bytes;

    public int Count => _records.Count;

    /// <summary>How many records went because there was no room.</summary>
    public long Dropped { get; private set; }

    /// <summary>Oldest first.</summary>
    public IReadOnlyCollection<T> Records => _records;

    /// <summary>Adds a record and hands over those that had to go for it.</summary>
    public void Add(T record, Action<T> evicted)
    {
        _records.Enqueue(record);
        _bytes += record.Size;
        while (_records.Count > capacity || (_bytes > maxBytes && _records.Count > 1))
        {
            var oldest = _records.Dequeue();
            _bytes -= oldest.Size;
            Dropped++;
            evicted(oldest);
        }
    }
}
