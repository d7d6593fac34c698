namespace LearnFlow.Sandbox.Wasm;

/// <summary>
/// Turns a module and the memory of one of its instances into a module whose instances start with that memory.
/// The instance was stopped inside a host call and is entered again as if that call called back, so its C stack
/// stays as it is and the new call runs below it. Nothing of the code is rewritten.
/// </summary>
internal static class WasmSnapshot
{
    /// <summary>The export under which the stack pointer can be read (LLVM's layout: the module's first global).</summary>
    public const string StackPointerExport = "learnflow.stack_pointer";

    /// <summary>The export of a snapshot that runs the prepared call; it answers what the call answers.</summary>
    public const string ResumeExport = "learnflow.resume";

    /// <summary>
    /// Bytes of the C stack of a snapshot's instances: a new one above the memory that was frozen, since the module's own
    /// (512 KiB in some builds) ends recursion through C after some 80 calls. What lies on the old one stays where it is.
    /// </summary>
    public const int StackBytes = 16 << 20;

    private const int PageBytes = 65_536;
    private const int SegmentGrainBytes = 4_096;
    private const byte I32 = 0x7f;

    /// <summary>A call through the module's function table: three i32 arguments, one i32 result.</summary>
    public readonly record struct Call(int TableIndex, int First, int Second, int Third);

    /// <summary>The same module without debugging sections, with its stack pointer exported.</summary>
    public static byte[] Prepare(byte[] module)
    {
        var binary = new WasmBinary(module);
        binary.Append(WasmBinary.ExportSection, new WasmWriter().Name(StackPointerExport).Byte(3).Unsigned(0).ToArray());
        return binary.ToArray();
    }

    /// <summary>The prepared module with this memory and an empty stack above it as its start, and the call as an export.</summary>
    public static byte[] Freeze(byte[] prepared, ReadOnlySpan<byte> memory, Call call)
    {
        var binary = new WasmBinary(prepared);
        binary.Sections.RemoveAll(section => section.Id == WasmBinary.DataCountSection);
        binary[WasmBinary.MemorySection] = new WasmWriter().Unsigned(1).Byte(0).Unsigned((ulong)((memory.Length + StackBytes) / PageBytes)).ToArray();
        binary[WasmBinary.GlobalSection] = WithStackPointer(binary[WasmBinary.GlobalSection], memory.Length + StackBytes);
        binary[WasmBinary.DataSection] = Segments(memory);
        AddResume(binary, call);
        return binary.ToArray();
    }

    private static void AddResume(WasmBinary binary, Call call)
    {
        var callee = binary.Append(WasmBinary.TypeSection, [0x60, 3, I32, I32, I32, 1, I32]);
        var resume = binary.Append(WasmBinary.TypeSection, [0x60, 0, 1, I32]);
        var index = ImportedFunctions(binary) + binary.Append(WasmBinary.FunctionSection, new WasmWriter().Unsigned((ulong)resume).ToArray());
        binary.Append(WasmBinary.ExportSection, new WasmWriter().Name(ResumeExport).Byte(0).Unsigned((ulong)index).ToArray());
        var body = new WasmWriter().Unsigned(0);
        foreach (var constant in (ReadOnlySpan<int>)[call.First, call.Second, call.Third, call.TableIndex])
            body.Byte(0x41).Signed(constant);
        body.Byte(0x11).Unsigned((ulong)callee).Unsigned(0).Byte(0x0b);
        binary.Append(WasmBinary.CodeSection, new WasmWriter().Unsigned((ulong)body.Length).Bytes(body.ToArray()).ToArray());
    }

    private static int ImportedFunctions(WasmBinary binary)
    {
        var reader = new WasmReader(binary[WasmBinary.ImportSection]);
        var count = (int)reader.Unsigned();
        for (var i = 0; i < count; i++)
        {
            reader.Bytes((int)reader.Unsigned());
            reader.Bytes((int)reader.Unsigned());
            if (reader.Byte() != 0)
                throw new InvalidDataException("The module imports more than functions, which a snapshot cannot carry.");
            reader.Unsigned();
        }
        return count;
    }

    private static byte[] WithStackPointer(byte[] globals, int stackPointer)
    {
        var reader = new WasmReader(globals);
        var writer = new WasmWriter().Unsigned(reader.Unsigned());
        if (reader.Byte() != I32 || reader.Byte() != 1 || reader.Byte() != 0x41)
            throw new InvalidDataException("The module's first global is not LLVM's stack pointer.");
        reader.Signed();
        return writer.Byte(I32).Byte(1).Byte(0x41).Signed(stackPointer).Bytes(reader.Rest).ToArray();
    }

    // One segment for each stretch of pages that are not all zero.
    private static byte[] Segments(ReadOnlySpan<byte> memory)
    {
        var segments = new WasmWriter();
        var count = 0;
        for (var start = 0; start < memory.Length;)
        {
            var end = start;
            while (end < memory.Length && memory.Slice(end, SegmentGrainBytes).ContainsAnyExcept((byte)0))
                end += SegmentGrainBytes;
            if (end > start)
            {
                segments.Byte(0).Byte(0x41).Signed(start).Byte(0x0b).Unsigned((ulong)(end - start)).Bytes(memory[start..end]);
                count++;
            }
            start = end + SegmentGrainBytes;
        }
        return new WasmWriter().Unsigned((ulong)count).Bytes(segments.ToArray()).ToArray();
    }
}
