using LearnFlow.Sandbox.Run;
using LearnFlow.Sandbox.Wasi;
using Wasmtime;

namespace LearnFlow.Sandbox.Runtimes;

/// <summary>A language in a worker: how a guest that runs it is made and entered. Adding one is a folder with a subclass.</summary>
internal abstract class LanguageRuntime
{
    private const int PageBytes = 65_536;

    protected LanguageRuntime(RuntimeInfo info, Module module, Linker linker)
    {
        Module = module;
        Linker = linker;
        var first = module.Exports.OfType<MemoryExport>().Single().Minimum * PageBytes - StackBytes;
        Info = info with { LeastMemoryBytes = Math.Max(RunLimits.Minimum.MemoryBytes, first + RoomBytes) };
    }

    public RuntimeInfo Info { get; }

    public Module Module { get; }

    public Linker Linker { get; }

    /// <summary>Bytes of the C stack that lies above an instance's first memory; 0 when it lies at the bottom. Not counted as the program's memory.</summary>
    public virtual int StackBytes => 0;

    /// <summary>Bytes that a small program needs beyond the memory that an instance starts with.</summary>
    public virtual int RoomBytes => 4 << 20;

    /// <summary>The read-only files that every run sees.</summary>
    public abstract FileNode SharedFiles { get; }

    /// <summary>Files of this run beside the learner's.</summary>
    public virtual IReadOnlyList<(string Name, byte[] Content)> RunFiles(RunCommand command) => [];

    public virtual IReadOnlyList<string> Arguments(RunCommand command) => [];

    /// <summary>What runs a guest's program in the instance, to its end, and answers its exit code.</summary>
    public abstract Func<Guest, int> EntryOf(Instance instance);

    /// <summary>The limit that a failed run's error means, if it does.</summary>
    public virtual RunStatus? LimitOf(ProgramError error) => null;

    /// <summary>What the program's error text says went wrong.</summary>
    public abstract ProgramError? ParseError(string error, string entry);
}
