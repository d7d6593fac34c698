using System.Buffers.Binary;
using Wasmtime;

namespace LearnFlow.Sandbox.Wasi;

/// <summary>
/// WASI preview 1 over a <see cref="Guest"/>: every import that a guest may have, and nothing of the host behind
/// them. Pointers come from hostile code: each access goes through a span of the guest's memory, whose bounds
/// checks make a bad one EFAULT.
/// </summary>
internal static partial class WasiPreview1
{
    private const string ModuleName = "wasi_snapshot_preview1";

    /// <summary>A linker with all of it; imports that are not here (sockets beyond accept, …) answer "no such call".</summary>
    public static Linker CreateLinker(Engine engine, Module module)
    {
        var linker = new Linker(engine) { AllowShadowing = true };
        foreach (var import in module.Imports.OfType<FunctionImport>())
        {
            if (import.ModuleName == ModuleName)
                DefineRefusal(linker, import);
        }
        DefineProcess(linker);
        DefineDescriptors(linker);
        DefinePaths(linker);
        linker.DefineFunction(ModuleName, "poll_oneoff", (Caller caller, int subscriptions, int events, int count, int written) =>
            Run(caller, guest => PollOneOff.Poll(guest, subscriptions, events, count, written)));
        return linker;
    }

    private static void DefineRefusal(Linker linker, FunctionImport import) =>
        linker.DefineFunction(
            ModuleName,
            import.Name,
            (_, _, results) =>
            {
                if (results.Length > 0)
                    results[0] = (int)Errno.NoSystemCall;
            },
            import.Parameters,
            import.Results);

    private static int Run(Caller caller, Func<Guest, Errno> call)
    {
        var guest = (Guest)caller.GetData()!;
        try
        {
            return (int)call(guest);
        }
        catch (RunStopped stopped)
        {
            guest.Stopped = stopped;
            throw;
        }
        catch (Exception exception) when (exception is ArgumentOutOfRangeException or IndexOutOfRangeException or OverflowException)
        {
            return (int)Errno.Fault;
        }
    }

    private static Span<byte> At(this Guest guest, int address, int length) => guest.Bytes.Slice(checked((int)(uint)address), length);

    private static void WriteInt32(this Guest guest, int address, int value) => BinaryPrimitives.WriteInt32LittleEndian(guest.At(address, 4), value);

    private static void WriteInt64(this Guest guest, int address, long value) => BinaryPrimitives.WriteInt64LittleEndian(guest.At(address, 8), value);

    private static int ReadInt32(this Guest guest, int address) => BinaryPrimitives.ReadInt32LittleEndian(guest.At(address, 4));

    private static string ReadText(this Guest guest, int address, int length) => System.Text.Encoding.UTF8.GetString(guest.At(address, length));
}
