using System.Buffers;

namespace LearnFlow.Sandbox.Wasm;

/// <summary>Writes the numbers of the WebAssembly binary format (LEB128, core specification 5.2.2).</summary>
internal sealed class WasmWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public int Length => _bytes.WrittenCount;

    public WasmWriter Byte(byte value)
    {
        _bytes.Write([value]);
        return this;
    }

    public WasmWriter Bytes(ReadOnlySpan<byte> value)
    {
        _bytes.Write(value);
        return this;
    }

    public WasmWriter Unsigned(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            Byte((byte)(value | 0x80));
        return Byte((byte)value);
    }

    public WasmWriter Signed(long value)
    {
        for (; value is < -64 or >= 64; value >>= 7)
            Byte((byte)(value | 0x80));
        return Byte((byte)(value & 0x7f));
    }

    public WasmWriter Name(string name) => Unsigned((ulong)name.Length).Bytes(System.Text.Encoding.ASCII.GetBytes(name));

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();
}
