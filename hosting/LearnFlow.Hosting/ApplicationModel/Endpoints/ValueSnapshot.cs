namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that comes later and may change: readers wait for the first one and then get the latest.</summary>
/// <typeparam name="T">The value's type.</typeparam>
public sealed class ValueSnapshot<T> where T : notnull
{
    private readonly TaskCompletionSource<T> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private Task<T>? _latest;

    /// <summary>Whether there is a value or an exception.</summary>
    public bool IsValueSet => _first.Task.IsCompleted;

    /// <summary>The latest value, waiting for the first.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled before there was a value.</exception>
    public Task<T> GetValueAsync(CancellationToken cancellationToken = default)
    {
        lock (_lock)
            return _latest ?? _first.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Sets the value.</summary>
    public void SetValue(T value)
    {
        lock (_lock)
        {
            if (!_first.TrySetResult(value))
                _latest = Task.FromResult(value);
        }
    }

    /// <summary>Makes readers fail.</summary>
    public void SetException(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        lock (_lock)
        {
            if (!_first.TrySetException(exception))
                _latest = Task.FromException<T>(exception);
        }
    }

    /// <summary>The latest value without waiting; throws what was set as exception.</summary>
    internal T? ValueOrDefault => IsValueSet ? GetValueAsync().GetAwaiter().GetResult() : default;
}
