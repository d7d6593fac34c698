using System.Buffers.Binary;
using System.Net.Sockets;

namespace LearnFlow.KafkaBroker;

/// <summary>Reads Kafka's frames, a length of four bytes and as many bytes, through a buffer of fixed size.</summary>
internal sealed class FrameReader(Socket socket)
{
    public const int BufferSize = 64 * 1024, LengthSize = 4;

    /// <summary>More than a broker accepts (message.max.bytes and what is around it): such a length is no Kafka client's.</summary>
    private const int MaxLength = 128 * 1024 * 1024;

    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(BufferSize);
    private int _start, _end;

    /// <summary>The size of the frame at hand with its length field; null when the bytes cannot be a frame.</summary>
    public int? FrameSize => Int32(0) is >= 8 and <= MaxLength and var length ? length + LengthSize : null;

    public short Int16(int offset) => BinaryPrimitives.ReadInt16BigEndian(_buffer.AsSpan(_start + offset));

    public int Int32(int offset) => BinaryPrimitives.ReadInt32BigEndian(_buffer.AsSpan(_start + offset));

    /// <summary>The first bytes at hand.</summary>
    public ReadOnlySpan<byte> Peek(int count) => _buffer.AsSpan(_start, count);

    public void Skip(int count) => _start += count;

    /// <summary>Waits until so many bytes are at hand; false when the sender has closed the connection before.</summary>
    public async ValueTask<bool> FillAsync(int count)
    {
        if (_start + count > BufferSize)
        {
            _buffer.AsSpan(_start.._end).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }
        else if (_start == _end)
        {
            _start = _end = 0;
        }

        while (_end - _start < count)
        {
            var received = await socket.ReceiveAsync(_buffer.AsMemory(_end)).ConfigureAwait(false);
            if (received == 0)
            {
                return false;
            }

            _end += received;
        }

        return true;
    }

    /// <summary>Passes so many bytes on as they come; false when the sender has closed the connection before.</summary>
    public async ValueTask<bool> PassAsync(int count, Socket to)
    {
        while (count > 0)
        {
            if (!await FillAsync(1).ConfigureAwait(false))
            {
                return false;
            }

            var now = Math.Min(count, _end - _start);
            await SendAsync(to, _buffer.AsMemory(_start, now)).ConfigureAwait(false);
            Skip(now);
            count -= now;
        }

        return true;
    }

    public static async ValueTask SendAsync(Socket to, ReadOnlyMemory<byte> bytes)
    {
        for (var sent = 0; sent < bytes.Length;)
        {
            sent += await to.SendAsync(bytes[sent..]).ConfigureAwait(false);
        }
    }
}
