using LearnFlow.Sandbox.Run;
using LearnFlow.Sandbox.Runtimes;
using LearnFlow.Sandbox.Wasm;
using Wasmtime;

namespace LearnFlow.Sandbox.Worker;

/// <summary>
/// Gives every run an instance that is as the snapshot is. Where the system tells which pages a run has written, one instance
/// is brought back after each run: its pages stay, so a run meets no page faults for what runs usually write. Elsewhere, and
/// after a run that wrote much, the next run gets a new instance, which Wasmtime maps anew.
/// </summary>
internal sealed class GuestInstances(Engine engine) : IDisposable
{
    // Each of an instance's own pages is compared after each run, so their number is bounded: 4 MiB.
    private static readonly int s_maxOwnPages = (4 << 20) / Environment.SystemPageSize;

    private readonly PageMap? _pages = PageMap.TryOpen();
    private readonly int[] _room = new int[s_maxOwnPages];
    private readonly Dictionary<LanguageRuntime, GuestInstance> _unused = [], _ready = [];
    private GuestInstance? _taken;

    /// <summary>An instance for one run; what the run before had is brought back, or ended.</summary>
    /// <exception cref="WasmtimeException">The limits leave no room for an instance.</exception>
    public GuestInstance Take(LanguageRuntime runtime, RunLimits limits)
    {
        GiveBack();
        _taken = _ready.Remove(runtime, out var ready) ? ready : new GuestInstance(engine, runtime, limits);
        return _taken;
    }

    /// <summary>Prepares for the next run, so that it need not wait for that.</summary>
    public void GiveBack()
    {
        if (_taken is not { } used)
        {
            return;
        }
        _taken = null;
        if (_pages is not null && used.TryRestore(Unused(used.Runtime), _pages, _room))
        {
            _ready[used.Runtime] = used;
        }
        else
        {
            used.Dispose();
        }
    }

    public void Dispose()
    {
        _taken?.Dispose();
        foreach (var instance in _unused.Values.Concat(_ready.Values))
        {
            instance.Dispose();
        }
        _pages?.Dispose();
    }

    /// <summary>The instance that the next run would be given; null when that would be a new one.</summary>
    public GuestInstance? Ready(LanguageRuntime runtime) => _ready.GetValueOrDefault(runtime);

    /// <summary>The instance that is never entered, from which the others are brought back.</summary>
    public GuestInstance Unused(LanguageRuntime runtime)
    {
        if (!_unused.TryGetValue(runtime, out var unused))
        {
            _unused[runtime] = unused = new GuestInstance(engine, runtime, RunLimits.Maximum);
        }
        return unused;
    }
}
