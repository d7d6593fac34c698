using System.Collections.Concurrent;

namespace LearnFlow.Hosting.Dashboard.Telemetry;

/// <summary>Names and values of telemetry repeat by the thousand: each short text is kept once.</summary>
internal sealed class StringPool
{
    /// <summary>Longer texts are rarely repeated.</summary>
    public const int LongestPooled = 64;

    private const int Capacity = 50_000;
    private readonly ConcurrentDictionary<string, string> _texts = new(StringComparer.Ordinal);
    private int _count;

    public string Share(string text)
    {
        if (text.Length > LongestPooled)
            return text;
        if (_texts.TryGetValue(text, out var known))
            return known;

        // A pool that is full of texts that came once begins anew; what is stored keeps its own references.
        if (Interlocked.Increment(ref _count) > Capacity)
        {
            _texts.Clear();
            Volatile.Write(ref _count, 0);
        }
        return _texts.GetOrAdd(text, text);
    }
}
