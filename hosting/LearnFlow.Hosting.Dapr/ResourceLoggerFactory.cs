using Microsoft.Extensions.Logging;

namespace CommunityToolkit.Aspire.Hosting.Dapr;

/// <summary>Sends a sidecar's log to its resource; of the web server inside it only warnings.</summary>
internal sealed class ResourceLoggerFactory(ILogger resource) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) =>
        new Filtered(resource, categoryName.StartsWith("dapr", StringComparison.Ordinal) ? LogLevel.Information : LogLevel.Warning);

    public void AddProvider(ILoggerProvider provider)
    {
        // The resource's log is the only one.
    }

    public void Dispose()
    {
        // The log belongs to the host.
    }

    private sealed class Filtered(ILogger inner, LogLevel minimum) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= minimum && logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) inner.Log(logLevel, eventId, state, exception, formatter);
        }
    }
}
