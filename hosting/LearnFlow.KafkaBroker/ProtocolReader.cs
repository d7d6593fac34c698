using System.Buffers.Binary;

namespace LearnFlow.KafkaBroker;

/// <summary>
/// Reads the primitives of Kafka's protocol. What goes beyond the end breaks it: every value is then 0, and nothing is thrown.
/// </summary>
/// <seealso href="https://kafka.apache.org/protocol#protocol_types"/>
internal ref struct ProtocolReader(ReadOnlySpan<byte> bytes)
{
    private const int MaxVarIntBytes = 5;
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>How many bytes have been read.</summary>
    public int Position { get; private set; }

    /// <summary>Whether the bytes ended too early or made no sense.</summary>
    public bool IsBroken { get; private set; }

    public short Int16() => Take(2) is { Length: 2 } taken ? BinaryPrimitives.ReadInt16BigEndian(taken) : (short)0;

    public int Int32() => Take(4) is { Length: 4 } taken ? BinaryPrimitives.ReadInt32BigEndian(taken) : 0;

    public void Skip(int count) => Take(count);

    /// <summary>UNSIGNED_VARINT: seven bits a byte, the lowest first.</summary>
    public int UnsignedVarInt()
    {
        var value = 0;
        for (var i = 0; i < MaxVarIntBytes; i++)
        {
            if (Take(1) is not [var next])
            {
                return 0;
            }

            value |= (next & 0x7F) << (7 * i);
            if (next < 0x80)
            {
                return value;
            }
        }

        IsBroken = true;
        return 0;
    }

    /// <summary>The length of an array: null counts as 0.</summary>
    public int ArrayLength(bool isCompact) => Math.Max(0, isCompact ? UnsignedVarInt() - 1 : Int32());

    /// <summary>A string or null.</summary>
    public void SkipString(bool isCompact = false) => Skip(Math.Max(0, isCompact ? UnsignedVarInt() - 1 : Int16()));

    /// <summary>The tagged fields at the end of a structure.</summary>
    public void SkipTags()
    {
        for (var count = UnsignedVarInt(); count > 0 && !IsBroken; count--)
        {
            UnsignedVarInt(); // tag
            Skip(UnsignedVarInt());
        }
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (IsBroken || count < 0 || count > _bytes.Length - Position)
        {
            IsBroken = true;
            return [];
        }

        Position += count;
        return _bytes.Slice(Position - count, count);
    }
}
