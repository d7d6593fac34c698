using System.Buffers.Binary;

namespace LearnFlow.KafkaBroker;

/// <summary>A Fetch request, which now asks for an answer at once.</summary>
/// <param name="Frame">The request with its length, and a max_wait_ms of 0.</param>
/// <param name="CorrelationId">The client's number for it, which the answer repeats.</param>
/// <param name="Version">The version of Fetch.</param>
/// <param name="MaxWait">How long the client wants to wait for records.</param>
/// <seealso href="https://kafka.apache.org/protocol#The_Messages_Fetch"/>
internal sealed record FetchRequest(byte[] Frame, int CorrelationId, short Version, TimeSpan MaxWait)
{
    /// <summary>The first version with tagged fields, and the first one without replica_id at the beginning.</summary>
    public const short FlexibleVersion = 12, NoReplicaIdVersion = 15;

    /// <summary>What librdkafka's cluster offers; a later one may differ.</summary>
    public const short MaxVersion = 16;

    /// <summary>Reads a request; null when it is of an unknown version or not whole.</summary>
    public static FetchRequest? TryRead(ReadOnlySpan<byte> frame)
    {
        var reader = new ProtocolReader(frame[FrameReader.LengthSize..]);
        reader.Skip(2); // api_key
        var version = reader.Int16();
        if (version is < 0 or > MaxVersion)
        {
            return null;
        }

        var correlationId = reader.Int32();
        reader.SkipString(); // client_id
        if (version >= FlexibleVersion)
        {
            reader.SkipTags();
        }

        if (version < NoReplicaIdVersion)
        {
            reader.Skip(4);
        }

        var position = FrameReader.LengthSize + reader.Position;
        var maxWait = reader.Int32();
        if (reader.IsBroken || maxWait < 0)
        {
            return null;
        }

        var copy = frame.ToArray();
        BinaryPrimitives.WriteInt32BigEndian(copy.AsSpan(position), 0);
        return new FetchRequest(copy, correlationId, version, TimeSpan.FromMilliseconds(maxWait));
    }
}
