namespace LearnFlow.Sandbox.Wasm;

/// <summary>Reads the numbers of the WebAssembly binary format (LEB128, core specification 5.2.2).</summary>
internal sealed class WasmReader(ReadOnlyMemory<byte> bytes)
{
    private int _position;

    public bool AtEnd => _position >= bytes.Length;

    public ReadOnlySpan<byte> Rest => bytes.Span[_position..];

    public byte Byte() => bytes.Span[_position++];

    public ReadOnlySpan<byte> Bytes(int count)
    {
        var read = bytes.Span.Slice(_position, count);
        _position += count;
        return read;
    }

    public ulong Unsigned()
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = Byte();
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
                return value;
        }
    }

    public long Signed()
    {
        long value = 0;
        for (var shift = 7; ; shift += 7)
        {
            var part = Byte();
            value |= (long)(part & 0x7f) << (shift - 7);
            if (part < 0x80)
                return (part & 0x40) != 0 && shift < 64 ? value | (-1L << shift) : value;
        }
    }
}
