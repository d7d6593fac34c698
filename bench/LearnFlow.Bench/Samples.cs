using System.Diagnostics;

namespace LearnFlow.Bench;

/// <summary>Durations in milliseconds, and their percentiles.</summary>
internal sealed class Samples
{
    private readonly List<double> _milliseconds = [];

    /// <summary>How many there are.</summary>
    public int Count => _milliseconds.Count;

    /// <summary>Times one call.</summary>
    public async Task AddAsync(Func<Task> call)
    {
        var start = Stopwatch.GetTimestamp();
        await call();
        Add(Stopwatch.GetElapsedTime(start));
    }

    /// <summary>Adds a duration that was measured elsewhere.</summary>
    public void Add(TimeSpan elapsed) => _milliseconds.Add(elapsed.TotalMilliseconds);

    /// <summary>Adds what others measured.</summary>
    public void AddAll(Samples others) => _milliseconds.AddRange(others._milliseconds);

    /// <summary>The nearest-rank percentile, <paramref name="p"/> from 0 to 100.</summary>
    public double Percentile(double p)
    {
        var sorted = _milliseconds.Order().ToArray();
        return sorted[Math.Clamp((int)Math.Ceiling(p / 100 * sorted.Length) - 1, 0, sorted.Length - 1)];
    }
}
