using System.Buffers.Binary;
using System.Text;
using LearnFlow.KafkaBroker;

namespace LearnFlow.Tests.Hosting.Kafka;

/// <summary>Frames as clients and brokers write them, https://kafka.apache.org/protocol.</summary>
internal static class KafkaFrames
{
    public const short Produce = 0, Fetch = 1, Metadata = 3;

    /// <summary>A request whose body is of no interest.</summary>
    public static byte[] Request(short key, int correlationId) => Frame(new Writer().Int16(key).Int16(0).Int32(correlationId).String("client"));

    public static byte[] FetchRequest(short version, int correlationId, int maxWait)
    {
        var flexible = version >= 12;
        var writer = new Writer().Int16(Fetch).Int16(version).Int32(correlationId).String("client");
        if (flexible)
        {
            writer.Tags();
        }

        if (version < 15)
        {
            writer.Int32(-1);
        }

        return Frame(writer.Int32(maxWait).Int32(1).Int32(0).Raw(new byte[20]));
    }

    /// <summary>An answer for two partitions of one topic; records and the error are in the second.</summary>
    public static byte[] FetchResponse(short version, int correlationId, byte[]? records = null, short error = 0)
    {
        var flexible = version >= 12;
        var writer = new Writer().Int32(correlationId);
        if (flexible) writer.Tags();
        if (version >= 1) writer.Int32(0);
        if (version >= 7) writer.Int16(0).Int32(0);
        writer.Array(1, flexible);
        if (version >= 13) writer.Raw(new byte[16]);
        else writer.Name("events", flexible);
        writer.Array(2, flexible);
        for (var partition = 0; partition < 2; partition++)
        {
            writer.Int32(partition).Int16(partition == 1 ? error : (short)0).Int64(7);
            if (version >= 4) writer.Int64(7);
            if (version >= 5) writer.Int64(0);
            if (version >= 4)
            {
                writer.Array(1, flexible).Int64(3).Int64(4);
                if (flexible) writer.Tags();
            }

            if (version >= 11) writer.Int32(-1);
            writer.Bytes(partition == 1 ? records : [], flexible);
            if (flexible) writer.Tags((0, [1, 2, 3]));
        }

        if (flexible) writer.Tags().Tags();
        return Frame(writer);
    }

    public static byte[] Response(int correlationId, int length = 4) => Frame(new Writer().Int32(correlationId).Raw(new byte[length]));

    public static int CorrelationId(byte[] frame, bool isRequest) => BinaryPrimitives.ReadInt32BigEndian(frame.AsSpan(isRequest ? 8 : 4));

    public static async Task<byte[]?> ReadAsync(Stream stream)
    {
        var length = new byte[4];
        if (await stream.ReadAtLeastAsync(length, 4, throwOnEndOfStream: false, TestApplication.Patience) < 4)
        {
            return null;
        }

        var rest = new byte[BinaryPrimitives.ReadInt32BigEndian(length)];
        await stream.ReadExactlyAsync(rest, TestApplication.Patience);
        return [.. length, .. rest];
    }

    private static byte[] Frame(Writer writer)
    {
        var body = writer.ToArray();
        var frame = new byte[body.Length + FrameReader.LengthSize];
        BinaryPrimitives.WriteInt32BigEndian(frame, body.Length);
        body.CopyTo(frame.AsSpan(FrameReader.LengthSize));
        return frame;
    }

    private sealed class Writer
    {
        private readonly List<byte> _bytes = [];

        public byte[] ToArray() => [.. _bytes];

        public Writer Raw(byte[] bytes)
        {
            _bytes.AddRange(bytes);
            return this;
        }

        public Writer Int16(short value) => Raw([(byte)(value >> 8), (byte)value]);

        public Writer Int32(int value) => Int16((short)(value >> 16)).Int16((short)value);

        public Writer Int64(long value) => Int32((int)(value >> 32)).Int32((int)value);

        public Writer String(string value) => Int16((short)value.Length).Raw(Encoding.UTF8.GetBytes(value));

        public Writer Name(string value, bool isCompact) => isCompact ? VarInt(value.Length + 1).Raw(Encoding.UTF8.GetBytes(value)) : String(value);

        public Writer Array(int length, bool isCompact) => isCompact ? VarInt(length + 1) : Int32(length);

        public Writer Bytes(byte[]? value, bool isCompact) =>
            (isCompact ? VarInt((value?.Length ?? -1) + 1) : Int32(value?.Length ?? -1)).Raw(value ?? []);

        public Writer Tags(params (int Tag, byte[] Value)[] tags)
        {
            VarInt(tags.Length);
            foreach (var (tag, value) in tags)
            {
                VarInt(tag).VarInt(value.Length).Raw(value);
            }

            return this;
        }

        private Writer VarInt(int value)
        {
            for (; value >= 0x80; value >>= 7)
            {
                _bytes.Add((byte)(value | 0x80));
            }

            _bytes.Add((byte)value);
            return this;
        }
    }
}
