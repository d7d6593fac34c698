using Wasmtime;

namespace LearnFlow.Sandbox.Wasi;

/// <summary>Everything one run has of the outside world; hung on its store. A run never sees another's.</summary>
internal sealed class Guest
{
    private const int FirstOwnDescriptor = 3;
    private const int FirstFreeDescriptor = 4;
    private const int MaxDescriptors = 64;

    /// <summary>The descriptor of the folder "/": the only one that is open at the start, besides the standard streams.</summary>
    public const int RootDescriptor = 3;

    private readonly Dictionary<int, Descriptor> _descriptors = [];

    public Guest(FileTree files)
    {
        Files = files;
        _descriptors[RootDescriptor] = new Descriptor(files.Root, append: false, readable: true, writable: false);
        FileTree.Opened(files.Root);
    }

    public FileTree Files { get; }

    public required GuestInput Input { get; init; }

    public required GuestOutput Output { get; init; }

    /// <summary>What the guest wrote to <c>/dev/drawing</c>.</summary>
    public System.Text.StringBuilder Drawing { get; } = new();

    /// <summary>Judges what the guest writes to <c>/dev/judge</c>; null when the run is no test.</summary>
    public Check.ReportedValues? Reported { get; init; }

    public required GuestClock Clock { get; init; }

    /// <summary>Repeatable randomness of a replayed run; null for the operating system's.</summary>
    public Random? Random { get; init; }

    public IReadOnlyList<string> Arguments { get; init; } = [];

    public IReadOnlyList<string> Environment { get; init; } = [];

    /// <summary>Called when the guest asks for a clock's resolution: where a snapshot is taken.</summary>
    public Action? OnClockResolution { get; init; }

    /// <summary>What the guest gave to proc_exit.</summary>
    public int? ExitCode { get; set; }

    /// <summary>Why a host call stopped the run; kept because a trap on its way out of WebAssembly loses its exception.</summary>
    public RunStopped? Stopped { get; set; }

    public Memory? Memory { get; set; }

    public Span<byte> Bytes => Memory!.GetSpan(0, (int)Memory.GetLength());

    public Descriptor? this[int descriptor] => _descriptors.GetValueOrDefault(descriptor);

    public bool TryOpen(Descriptor opened, out int descriptor)
    {
        for (descriptor = FirstFreeDescriptor; descriptor < MaxDescriptors; descriptor++)
        {
            if (_descriptors.TryAdd(descriptor, opened))
            {
                FileTree.Opened(opened.Node);
                return true;
            }
        }
        return false;
    }

    public bool Close(int descriptor)
    {
        if (_descriptors.Remove(descriptor, out var closed))
        {
            Files.Closed(closed.Node);
            return true;
        }
        return descriptor is >= 0 and < FirstOwnDescriptor;
    }

    /// <summary>Moves a descriptor to another number, whose own file is closed.</summary>
    public bool Renumber(int from, int to)
    {
        if (!_descriptors.ContainsKey(from) || !_descriptors.ContainsKey(to))
            return false;
        if (from == to)
            return true;
        Close(to);
        _descriptors.Remove(from, out var moved);
        _descriptors[to] = moved!;
        return true;
    }

    /// <summary>What descriptors hold, each node once.</summary>
    public IEnumerable<FileNode> OpenNodes => _descriptors.Values.Select(descriptor => descriptor.Node).Distinct();
}
