using System.Globalization;
using System.Runtime.CompilerServices;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A line of a resource's console log.</summary>
/// <param name="LineNumber">Counts from 1.</param>
/// <param name="Content">The UTC time (ISO 8601) and the text.</param>
/// <param name="IsErrorMessage">Written to standard error, or logged as an error.</param>
public readonly record struct LogLine(int LineNumber, string Content, bool IsErrorMessage);

/// <summary>The last lines of one log, and who waits for more.</summary>
internal sealed class ResourceLog
{
    private const int Capacity = 10_000;

    private readonly Lock _lock = new();
    private readonly Queue<LogLine> _lines = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _count;
    private int _completions;

    public void Append(string content, bool isErrorMessage)
    {
        lock (_lock)
        {
            var time = DateTime.UtcNow.ToString("yyyy-MM-ddTHH:mm:ss.fffffffK", CultureInfo.InvariantCulture);
            _lines.Enqueue(new(++_count, $"{time} {content}", isErrorMessage));
            if (_lines.Count > Capacity)
                _lines.Dequeue();
            Wake();
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _lines.Clear();
            _count = 0;
        }
    }

    public void Complete()
    {
        lock (_lock)
        {
            _completions++;
            Wake();
        }
    }

    public IReadOnlyList<LogLine> Snapshot()
    {
        lock (_lock)
            return [.. _lines];
    }

    public async IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(CancellationToken stopped, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopped, cancellationToken);
        int completions, seen = 0;
        lock (_lock)
            completions = _completions;
        while (!stopped.IsCancellationRequested)
        {
            LogLine[] news;
            Task changed;
            bool completed;
            lock (_lock)
            {
                if (_count < seen)
                    seen = 0;
                news = [.. _lines.Where(l => l.LineNumber > seen)];
                changed = _changed.Task;
                completed = completions != _completions;
            }
            if (news.Length > 0)
            {
                seen = news[^1].LineNumber;
                yield return news;
                continue;
            }
            if (completed)
                yield break;
            if (!await WaitAsync(changed, stopped, ended.Token).ConfigureAwait(false))
                yield break;
        }
    }

    /// <summary>False when the service is gone; a reader's own cancellation is thrown.</summary>
    private static async Task<bool> WaitAsync(Task changed, CancellationToken stopped, CancellationToken either)
    {
        try
        {
            await changed.WaitAsync(either).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (stopped.IsCancellationRequested)
        {
            return false;
        }
    }

    private void Wake()
    {
        var changed = _changed;
        _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        changed.SetResult();
    }
}
