using System.Buffers.Binary;

namespace LearnFlow.Sandbox.Wasi;

/// <summary>
/// <c>poll_oneoff</c>: time.sleep and select. The engine's epoch cannot interrupt a host call, so the wait itself
/// ends at the run's limit.
/// </summary>
internal static class PollOneOff
{
    private const int SubscriptionBytes = 48;
    private const int EventBytes = 32;
    private const int MaxSubscriptions = 64;

    public static Errno Poll(Guest guest, int subscriptions, int events, int count, int written)
    {
        if (count is <= 0 or > MaxSubscriptions)
            return Errno.Invalid;
        var bytes = guest.Bytes;
        var asked = bytes.Slice(subscriptions, count * SubscriptionBytes).ToArray();
        var target = bytes.Slice(events, count * EventBytes);
        var shortest = long.MaxValue;
        var anyStream = false;
        for (var i = 0; i < count; i++)
        {
            var subscription = asked.AsSpan(i * SubscriptionBytes, SubscriptionBytes);
            if (IsClock(subscription))
                shortest = Math.Min(shortest, TimeoutNs(guest, subscription));
            else
                anyStream = true;
        }

        // Files and streams are always ready here: their bytes are in memory.
        if (!anyStream)
            guest.Clock.Wait(shortest);

        var happened = 0;
        for (var i = 0; i < count; i++)
        {
            var subscription = asked.AsSpan(i * SubscriptionBytes, SubscriptionBytes);
            if (IsClock(subscription) == anyStream)
                continue;
            var @event = target.Slice(happened++ * EventBytes, EventBytes);
            @event.Clear();
            subscription[..8].CopyTo(@event);
            @event[10] = subscription[8];
            BinaryPrimitives.WriteInt64LittleEndian(@event[16..], 1);
        }
        BinaryPrimitives.WriteInt32LittleEndian(bytes.Slice(written, 4), happened);
        return Errno.Success;
    }

    private static bool IsClock(ReadOnlySpan<byte> subscription) => subscription[8] == 0;

    private static long TimeoutNs(Guest guest, ReadOnlySpan<byte> subscription)
    {
        const int Absolute = 1;
        var id = BinaryPrimitives.ReadInt32LittleEndian(subscription[16..]);
        var timeout = BinaryPrimitives.ReadInt64LittleEndian(subscription[24..]);
        var flags = BinaryPrimitives.ReadInt16LittleEndian(subscription[40..]);
        if (timeout < 0)
            timeout = long.MaxValue;
        return (flags & Absolute) != 0 ? Math.Max(0, timeout - guest.Clock.NowNs(id)) : timeout;
    }
}
