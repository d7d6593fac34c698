using Microsoft.Extensions.Logging;

namespace LearnFlow.DaprSidecar.Components;

/// <summary>Where a component lives once it is open. Opening starts with the sidecar and is tried again until it works.</summary>
internal sealed class ComponentSlot<T> : IAsyncDisposable where T : IAsyncDisposable
{
    private static readonly TimeSpan RetryEvery = TimeSpan.FromMilliseconds(500), CallersWait = TimeSpan.FromSeconds(10);
    private readonly TaskCompletionSource<T> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _opening;
    private readonly TimeProvider _clock;
    private volatile Exception? _lastFailure;

    public ComponentSlot(Component component, Func<ComponentMetadata, CancellationToken, Task<T>> openAsync, ILogger log, TimeProvider clock)
    {
        (Component, _clock) = (component, clock);
        _opening = Task.Run(() => OpenAsync(openAsync, log));
    }

    public Component Component { get; }

    public bool IsOpen => _opened.Task.IsCompletedSuccessfully;

    /// <summary>The open component; waits up to 10 s for one that is still opening.</summary>
    /// <exception cref="InvalidOperationException">It cannot be opened; the sentence says why.</exception>
    public async ValueTask<T> GetAsync(CancellationToken cancellation)
    {
        if (IsOpen) return _opened.Task.Result;
        try
        {
            return await _opened.Task.WaitAsync(CallersWait, _clock, cancellation);
        }
        catch (TimeoutException)
        {
            var reason = _lastFailure?.Message ?? "it is still opening";
            throw new InvalidOperationException($"component {Component.Name} ({Component.Type}) is not ready: {reason}", _lastFailure);
        }
    }

    /// <summary>The open component, however long it takes.</summary>
    public Task<T> WhenOpenAsync(CancellationToken cancellation) => _opened.Task.WaitAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _opening;
        _opened.TrySetException(new ObjectDisposedException(Component.Name));
        _ = _opened.Task.Exception; // Observed: nobody need have waited.
        if (IsOpen) await _opened.Task.Result.DisposeAsync();
        _stop.Dispose();
    }

    private async Task OpenAsync(Func<ComponentMetadata, CancellationToken, Task<T>> openAsync, ILogger log)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                _opened.SetResult(await openAsync(Component.Metadata, _stop.Token));
                log.LogInformation("component loaded: {Name} ({Type}/{Version})", Component.Name, Component.Type, Component.Version);
                return;
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                if (_lastFailure?.Message != failure.Message)
                    log.LogInformation("component {Name} ({Type}) cannot be opened yet: {Reason}", Component.Name, Component.Type, failure.Message);
                _lastFailure = failure;
            }
            await Task.Delay(RetryEvery, _clock, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
