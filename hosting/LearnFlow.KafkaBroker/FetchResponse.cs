namespace LearnFlow.KafkaBroker;

/// <summary>The answer to a Fetch.</summary>
/// <seealso href="https://kafka.apache.org/protocol#The_Messages_Fetch"/>
internal static class FetchResponse
{
    /// <summary>Whether it holds neither records nor an error. What cannot be read counts as not empty, and so goes to the client.</summary>
    /// <param name="frame">The response with its length.</param>
    /// <param name="version">The version of the request.</param>
    public static bool IsEmpty(ReadOnlySpan<byte> frame, short version)
    {
        var flexible = version >= FetchRequest.FlexibleVersion;
        var reader = new ProtocolReader(frame[FrameReader.LengthSize..]);
        reader.Skip(4); // correlation_id
        if (flexible)
        {
            reader.SkipTags();
        }

        reader.Skip(version >= 1 ? 4 : 0); // throttle_time_ms
        if (version >= 7)
        {
            if (reader.Int16() != 0)
            {
                return false;
            }

            reader.Skip(4); // session_id
        }

        for (var topics = reader.ArrayLength(flexible); topics > 0 && !reader.IsBroken; topics--)
        {
            if (version >= 13)
            {
                reader.Skip(16); // topic_id
            }
            else
            {
                reader.SkipString(flexible);
            }

            for (var partitions = reader.ArrayLength(flexible); partitions > 0 && !reader.IsBroken; partitions--)
            {
                reader.Skip(4); // partition_index
                if (reader.Int16() != 0 || HasRecords(ref reader, version, flexible))
                {
                    return false;
                }
            }

            if (flexible)
            {
                reader.SkipTags();
            }
        }

        if (flexible)
        {
            reader.SkipTags();
        }

        return !reader.IsBroken;
    }

    private static bool HasRecords(ref ProtocolReader reader, short version, bool flexible)
    {
        reader.Skip(8 + (version >= 4 ? 8 : 0) + (version >= 5 ? 8 : 0)); // high_watermark, last_stable_offset, log_start_offset
        if (version >= 4)
        {
            for (var aborted = reader.ArrayLength(flexible); aborted > 0 && !reader.IsBroken; aborted--)
            {
                reader.Skip(16); // producer_id, first_offset
                if (flexible)
                {
                    reader.SkipTags();
                }
            }
        }

        reader.Skip(version >= 11 ? 4 : 0); // preferred_read_replica
        var length = flexible ? reader.UnsignedVarInt() - 1 : reader.Int32();
        if (length > 0)
        {
            return true;
        }

        if (flexible)
        {
            reader.SkipTags();
        }

        return false;
    }
}
