using LearnFlow.Sandbox.Run;
using LearnFlow.Sandbox.Runtimes;
using LearnFlow.Sandbox.Wasi;
using LearnFlow.Sandbox.Wasm;
using Wasmtime;

namespace LearnFlow.Sandbox.Worker;

/// <summary>
/// An instance of a language's snapshot. It can be brought back to the snapshot after a run: memory and stack pointer are all
/// that a run can change in it, since the modules have one global that changes, tables of a fixed size that no instruction of
/// theirs writes (tested), and no passive segments.
/// </summary>
internal sealed class GuestInstance : IDisposable
{
    private const int MaxTableElements = 100_000;

    private readonly Store _store;
    private readonly Memory _memory;
    private readonly Global? _stackPointer;
    private readonly object? _stackPointerAtStart;
    private readonly Func<Guest, int> _enter;
    private (Guest Guest, RunBudget Budget)? _run;

    /// <exception cref="WasmtimeException">The limits leave no room for an instance.</exception>
    public GuestInstance(Engine engine, LanguageRuntime runtime, RunLimits limits)
    {
        Runtime = runtime;
        _store = new Store(engine);
        try
        {
            Limit(limits);
            _store.SetEpochDeadlineCallback(_ => OnTick());
            _store.SetEpochDeadline(1);
            var instance = runtime.Linker.Instantiate(_store, runtime.Module);
            _memory = instance.GetMemory("memory")!;
            _stackPointer = instance.GetGlobal(WasmSnapshot.StackPointerExport);
            _stackPointerAtStart = _stackPointer?.GetValue();
            _enter = runtime.EntryOf(instance);
            LengthAtStart = _memory.GetLength();
        }
        catch
        {
            _store.Dispose();
            throw;
        }
    }

    public LanguageRuntime Runtime { get; }

    public long LengthAtStart { get; }

    /// <summary>The C stack lies at the bottom of the memory: a program that runs over its end has its stack pointer below address 0.</summary>
    public bool IsBelowStack => _stackPointer?.GetValue() is int stackPointer && stackPointer < 0;

    /// <summary>All of its memory.</summary>
    public Span<byte> Bytes => _memory.GetSpan(0, (int)_memory.GetLength());

    /// <summary>Runs a program to its end and answers its exit code.</summary>
    public int Enter(Guest guest, RunBudget budget, RunLimits limits)
    {
        _run = (guest, budget);
        guest.Memory = _memory;
        _store.SetData(guest);
        Limit(limits);
        _store.SetEpochDeadline(1);
        return _enter(guest);
    }

    /// <summary>Copies back from an instance that was never entered what a run has written.</summary>
    /// <param name="unused">That instance.</param>
    /// <param name="pages">Tells which pages were written.</param>
    /// <param name="room">Room for the numbers of so many pages.</param>
    /// <returns>False when it cannot be brought back: it has grown, or has more written pages than there is room.</returns>
    public bool TryRestore(GuestInstance unused, PageMap pages, Span<int> room)
    {
        _run = null;
        _store.SetData(null);
        if (_memory.GetLength() != LengthAtStart || !pages.TryFindOwn(_memory.GetPointer(), LengthAtStart, room, out var count))
        {
            return false;
        }
        var size = Environment.SystemPageSize;
        var bytes = Bytes;
        var original = unused.Bytes;
        foreach (var page in room[..count])
        {
            var own = bytes.Slice(page * size, size);
            var before = original.Slice(page * size, size);
            if (!own.SequenceEqual(before))
            {
                before.CopyTo(own);
            }
        }
        _stackPointer?.SetValue(_stackPointerAtStart);
        return true;
    }

    public void Dispose() => _store.Dispose();

    private void Limit(RunLimits limits) => _store.SetLimits(limits.MemoryBytes + Runtime.StackBytes, MaxTableElements, 1, 4, 1);

    private ulong OnTick()
    {
        if (_run is not var (guest, budget))
        {
            return 1;
        }
        try
        {
            budget.ThrowIfSpent();
            return 1;
        }
        catch (RunStopped stopped)
        {
            guest.Stopped = stopped;
            throw;
        }
    }
}
