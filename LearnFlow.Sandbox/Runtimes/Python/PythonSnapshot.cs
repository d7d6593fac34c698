using System.Buffers.Binary;
using System.Globalization;
using LearnFlow.Sandbox.Check;
using LearnFlow.Sandbox.Run;
using LearnFlow.Sandbox.Wasi;
using LearnFlow.Sandbox.Wasm;
using Wasmtime;

namespace LearnFlow.Sandbox.Runtimes.Python;

/// <summary>
/// Starts CPython once, runs boot.py up to its last call, and freezes the memory into a module. A run then
/// enters boot.py's run() as a call from inside that call, which CPython allows (time.clock_getres holds
/// the interpreter lock), so neither the module's code nor CPython needs a change.
/// </summary>
internal static class PythonSnapshot
{
    private const string BootFile = "boot.py";

    // PyObject: reference count, type. PyTypeObject (3.11, 32 bit): tp_call is its seventeenth word.
    private const int TypeOffset = 4;
    private const int CallSlotOffset = 64;

    /// <summary>boot.py as this assembly carries it; part of the cache key.</summary>
    public static byte[] BootSource { get; } = System.Text.Encoding.UTF8.GetBytes(EmbeddedText.Read(typeof(PythonSnapshot), BootFile));

    public static byte[] Take(byte[] wasm, FileNode library)
    {
        var prepared = WasmSnapshot.Prepare(wasm);
        using var engine = SandboxEngine.ForBoot();
        using var module = Module.FromBytes(engine, "python", prepared);
        using var linker = WasiPreview1.CreateLinker(engine, module);
        using var store = new Store(engine);
        var files = new FileTree(library, new FileQuota(0, 0));
        files.AddRootFile(BootFile, BootSource);
        files.AddRootFile("check.py", CheckProgram.Source);
        var output = new GuestOutput(64 << 10);
        var budget = new RunBudget(new RunLimits(WallTimeMs: 120_000, CpuTimeMs: 120_000), CancellationToken.None);
        var ready = false;
        var guest = new Guest(files)
        {
            Input = new GuestInput(default),
            Output = output,
            Clock = new GuestClock(budget, replayFromNs: 0),
            Random = new Random(0),
            Arguments = ["python", "-S", "-s", "-B", "-P", "-X", "utf8", "/" + BootFile],
            Environment = ["PYTHONHASHSEED=0", "PYTHONHOME=/usr/local"],
            OnClockResolution = () =>
            {
                ready = true;
                throw new RunStopped(status: null);
            },
        };
        store.SetData(guest);
        var instance = linker.Instantiate(store, module);
        guest.Memory = instance.GetMemory("memory")!;
        try
        {
            instance.GetAction("_start")!();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // When it is ready, the way out of that call: the interpreter is as it should be. Otherwise its own words say why, below.
        }
        if (!ready)
            throw new InvalidOperationException($"Python did not reach its snapshot (exit code {guest.ExitCode}): {output.Error}{output.Output}");
        return WasmSnapshot.Freeze(prepared, guest.Bytes, CallOfRun(guest.Bytes, output.Output));
    }

    // boot.py prints the addresses of its function run and of an empty tuple; the function's type says how to call it.
    private static WasmSnapshot.Call CallOfRun(ReadOnlySpan<byte> memory, string addresses)
    {
        var numbers = addresses.Split(' ').Select(number => int.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        var type = BinaryPrimitives.ReadInt32LittleEndian(memory[(numbers[0] + TypeOffset)..]);
        var slot = BinaryPrimitives.ReadInt32LittleEndian(memory[(type + CallSlotOffset)..]);
        return new WasmSnapshot.Call(slot, numbers[0], numbers[1], 0);
    }
}
