namespace LearnFlow.Sandbox.Wasm;

/// <summary>A WebAssembly module cut into its sections (core specification, 5.5), to be put together again with changes.</summary>
internal sealed class WasmBinary
{
    public const byte CustomSection = 0;
    public const byte TypeSection = 1;
    public const byte ImportSection = 2;
    public const byte FunctionSection = 3;
    public const byte MemorySection = 5;
    public const byte GlobalSection = 6;
    public const byte ExportSection = 7;
    public const byte CodeSection = 10;
    public const byte DataSection = 11;
    public const byte DataCountSection = 12;

    private readonly byte[] _header;

    public WasmBinary(byte[] module)
    {
        if (!module.AsSpan().StartsWith("\0asm"u8))
            throw new InvalidDataException("This is not a WebAssembly module.");
        _header = module[..8];
        var reader = new WasmReader(module.AsMemory(8));
        while (!reader.AtEnd)
        {
            var id = reader.Byte();
            var body = reader.Bytes((int)reader.Unsigned()).ToArray();
            // Debugging information and names: three quarters of some modules, and nothing at run time.
            if (id != CustomSection)
                Sections.Add((id, body));
        }
    }

    public List<(byte Id, byte[] Body)> Sections { get; } = [];

    public byte[] this[byte id]
    {
        get => Sections.Single(section => section.Id == id).Body;
        set => Sections[Sections.FindIndex(section => section.Id == id)] = (id, value);
    }

    /// <summary>Appends one element to a section that is a vector and answers its index there.</summary>
    public int Append(byte id, ReadOnlySpan<byte> element)
    {
        var reader = new WasmReader(this[id]);
        var count = (int)reader.Unsigned();
        this[id] = new WasmWriter().Unsigned((ulong)count + 1).Bytes(reader.Rest).Bytes(element).ToArray();
        return count;
    }

    public byte[] ToArray()
    {
        var writer = new WasmWriter().Bytes(_header);
        foreach (var (id, body) in Sections)
            writer.Byte(id).Unsigned((ulong)body.Length).Bytes(body);
        return writer.ToArray();
    }
}
