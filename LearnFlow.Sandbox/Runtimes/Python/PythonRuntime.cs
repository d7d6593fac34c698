using System.Buffers.Binary;
using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using LearnFlow.Sandbox.Run;
using LearnFlow.Sandbox.Wasi;
using LearnFlow.Sandbox.Wasm;
using Wasmtime;

namespace LearnFlow.Sandbox.Runtimes.Python;

/// <summary>CPython in WebAssembly, entered in a snapshot of a started interpreter.</summary>
internal sealed class PythonRuntime(RuntimeInfo info, Module module, Linker linker, FileNode sharedFiles) : LanguageRuntime(info, module, linker)
{
    public override int StackBytes => WasmSnapshot.StackBytes;

    // boot.py leaves so much free in the snapshot.
    public override int RoomBytes => 0;

    public override FileNode SharedFiles { get; } = FileTree.NumberShared(sharedFiles);

    public override IReadOnlyList<(string Name, byte[] Content)> RunFiles(RunCommand command) =>
        [("run", Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{command.Entry}\n{command.Limits.RecursionDepth}\n{JsonSerializer.Serialize(command.Args)}\n")))];

    // The prepared call answers a Python int from 0 to 255 (PyLongObject: two words, ob_size, first digit), or NULL.
    public override Func<Guest, int> EntryOf(Instance instance)
    {
        var resume = instance.GetFunction<int>(WasmSnapshot.ResumeExport)!;
        return guest =>
        {
            var result = resume();
            if (result == 0)
                return 1;
            var number = guest.Bytes.Slice(result, 14);
            return BinaryPrimitives.ReadInt32LittleEndian(number[8..]) == 0 ? 0 : BinaryPrimitives.ReadUInt16LittleEndian(number[12..]);
        };
    }

    public override RunStatus? LimitOf(ProgramError error) => error.Type switch
    {
        "MemoryError" => RunStatus.MemoryLimit,
        "RecursionError" => RunStatus.RecursionLimit,
        _ => null,
    };

    public override ProgramError? ParseError(string error, string entry) => PythonTraceback.Parse(error, entry);
}
