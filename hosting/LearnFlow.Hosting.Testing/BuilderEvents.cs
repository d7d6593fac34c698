using System.Diagnostics;

namespace Aspire.Hosting.Testing;

/// <summary>
/// The events that a DistributedApplicationBuilder writes while it is made and builds (diagnostic source Aspire.Hosting).
/// Several observations at once do not see each other's builders: each is bound to its own flow of execution.
/// </summary>
internal sealed class BuilderEvents : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private static readonly AsyncLocal<BuilderEvents?> s_current = new();
    private readonly Action<string, object> _onEvent;
    private readonly List<IDisposable> _subscriptions = [];

    private BuilderEvents(Action<string, object> onEvent) => _onEvent = onEvent;

    /// <summary>Calls a function with the name and the payload of each event of this flow of execution until disposed.</summary>
    public static BuilderEvents Observe(Action<string, object> onEvent)
    {
        var events = new BuilderEvents(onEvent);
        s_current.Value = events;
        events._subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(events));
        return events;
    }

    public void Dispose()
    {
        lock (_subscriptions)
            _subscriptions.ForEach(s => s.Dispose());
        if (s_current.Value == this)
            s_current.Value = null;
    }

    void IObserver<DiagnosticListener>.OnNext(DiagnosticListener value)
    {
        if (s_current.Value == this && value.Name == "Aspire.Hosting")
        {
            lock (_subscriptions)
                _subscriptions.Add(value.Subscribe(this));
        }
    }

    void IObserver<KeyValuePair<string, object?>>.OnNext(KeyValuePair<string, object?> value)
    {
        if (s_current.Value == this && value.Value is { } payload)
            _onEvent(value.Key, payload);
    }

    void IObserver<DiagnosticListener>.OnCompleted()
    {
    }

    void IObserver<DiagnosticListener>.OnError(Exception error)
    {
    }

    void IObserver<KeyValuePair<string, object?>>.OnCompleted()
    {
    }

    void IObserver<KeyValuePair<string, object?>>.OnError(Exception error)
    {
    }
}
