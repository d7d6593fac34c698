using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Holds the console log of every resource, the last 10,000 lines of each.</summary>
public class ResourceLoggerService : IDisposable
{
    private readonly ConcurrentDictionary<string, ResourceLog> _logs = new(StringComparer.OrdinalIgnoreCase);
    private readonly CancellationTokenSource _disposed = new();

    /// <summary>A logger that writes to the log of all instances of a resource.</summary>
    public ILogger GetLogger(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return new ResourceLogger(() => resource.GetResolvedResourceNames().Select(Log));
    }

    /// <summary>A logger that writes to the log of an instance.</summary>
    public ILogger GetLogger(string resourceName)
    {
        ArgumentNullException.ThrowIfNull(resourceName);
        return new ResourceLogger(() => [Log(resourceName)]);
    }

    /// <summary>The lines so far and every new one, until the log is completed.</summary>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(IResource resource) => WatchAsync(InstanceOf(resource));

    /// <inheritdoc cref="WatchAsync(IResource)"/>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(string resourceName) => Log(resourceName).WatchAsync(_disposed.Token);

    /// <summary>The lines so far.</summary>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> GetAllAsync(IResource resource) => GetAllAsync(InstanceOf(resource));

    /// <inheritdoc cref="GetAllAsync(IResource)"/>
    public async IAsyncEnumerable<IReadOnlyList<LogLine>> GetAllAsync(string resourceName)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        if (Log(resourceName).Snapshot() is { Count: > 0 } lines)
            yield return lines;
    }

    /// <summary>Ends the watches of the resource's log.</summary>
    public void Complete(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        foreach (var name in resource.GetResolvedResourceNames())
            Complete(name);
    }

    /// <summary>Ends the watches of an instance's log.</summary>
    public void Complete(string name) => Log(name).Complete();

    /// <summary>Forgets the lines of an instance.</summary>
    public void ClearBacklog(string resourceName) => Log(resourceName).Clear();

    /// <summary>Ends all watches.</summary>
    public void Dispose()
    {
        _disposed.Cancel();
        GC.SuppressFinalize(this);
    }

    /// <summary>Adds a line as a process wrote it; the time is put before it.</summary>
    internal void Append(string resourceName, string content, bool isErrorMessage) => Log(resourceName).Append(content, isErrorMessage);

    /// <summary>The last lines of an instance's log.</summary>
    internal IReadOnlyList<LogLine> Tail(string resourceName, int count) => [.. Log(resourceName).Snapshot().TakeLast(count)];

    private ResourceLog Log(string name) => _logs.GetOrAdd(name, _ => new ResourceLog());

    private static string InstanceOf(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return resource.GetResolvedResourceNames()[0];
    }

    private sealed class ResourceLogger(Func<IEnumerable<ResourceLog>> logs) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var text = formatter(state, exception) + (exception is null ? "" : Environment.NewLine + exception);
            foreach (var log in logs())
                log.Append(text, logLevel >= LogLevel.Error);
        }
    }
}
