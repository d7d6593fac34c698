using System.Collections.Concurrent;
using System.Diagnostics;

namespace LearnFlow.Bench.Suites.Class;

/// <summary>Times and errors of what many learners do at once, by the action's name.</summary>
internal sealed class ActionTimes
{
    private readonly ConcurrentDictionary<string, Samples> _samples = [];
    private readonly ConcurrentQueue<string> _errors = [];

    /// <summary>What went wrong, in sentences.</summary>
    public IReadOnlyCollection<string> Errors => _errors;

    /// <summary>Does an action and notes its time, or its error.</summary>
    public async Task MeasureAsync(string action, Func<Task> work, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            await work();
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            _errors.Enqueue($"{action}: {exception.Message}");
            return;
        }
        var samples = _samples.GetOrAdd(action, _ => new Samples());
        lock (samples)
        {
            samples.Add(Stopwatch.GetElapsedTime(started));
        }
    }

    /// <summary>The longest time of each action, with one goal for all.</summary>
    public IEnumerable<Figure> ToLongest(double goal) =>
        _samples.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => new Figure($"{pair.Key}_ms", pair.Value.Percentile(100), "ms", Goal: goal));

    /// <summary>Count, p50, p95 and p99 of each action, and the number of errors.</summary>
    /// <param name="suffix">Ends the figures' names.</param>
    /// <param name="p95Goals">Goals of some actions' p95.</param>
    public IEnumerable<Figure> ToFigures(string suffix, IReadOnlyDictionary<string, double>? p95Goals = null)
    {
        foreach (var (action, samples) in _samples.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            yield return new($"{action}_count_{suffix}", samples.Count, "actions");
            yield return new($"{action}_p50_ms_{suffix}", samples.Percentile(50), "ms");
            yield return new($"{action}_p95_ms_{suffix}", samples.Percentile(95), "ms", Goal: p95Goals?.TryGetValue(action, out var goal) == true ? goal : null);
            yield return new($"{action}_p99_ms_{suffix}", samples.Percentile(99), "ms");
        }
        yield return new($"errors_{suffix}", _errors.Count, "errors", Goal: 0);
    }
}
