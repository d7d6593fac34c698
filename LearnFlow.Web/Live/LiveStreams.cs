using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net.ServerSentEvents;
using System.Threading.Channels;

namespace LearnFlow.Web.Live;

/// <summary>The open live streams of this replica, by learner: a learner may have several tabs.</summary>
public sealed class LiveStreams
{
    /// <summary>Tabs of one learner that are kept up to date; opening one more ends the oldest, which then reconnects.</summary>
    public const int MostPerLearner = 8;

    private const int MostTeachers = 500;

    /// <summary>Messages waiting for a slow reader; the oldest gives way, and the page reads what is open when it reconnects.</summary>
    private const int MostWaiting = 32;

    private readonly ConcurrentDictionary<string, ImmutableList<Channel<SseItem<string>>>> _streams = [];

    /// <summary>Opens a stream. Dispose the subscription when its reader has gone.</summary>
    public Subscription Open(string learnerId)
    {
        var channel = Channel.CreateBounded<SseItem<string>>(new BoundedChannelOptions(MostWaiting)
        {
            FullMode = BoundedChannelFullMode.DropOldest,
            SingleReader = true,
        });
        Channel<SseItem<string>>? replaced = null;
        _streams.AddOrUpdate(
            learnerId,
            _ => [channel],
            (_, open) =>
            {
                replaced = open.Count == (learnerId == Teachers ? MostTeachers : MostPerLearner) ? open[0] : null;
                return (replaced is null ? open : open.RemoveAt(0)).Add(channel);
            });
        replaced?.Writer.TryComplete();
        return new Subscription(this, learnerId, channel);
    }

    /// <summary>The name under which teachers' pages listen; no learner's id has a colon.</summary>
    public const string Teachers = "role:teachers";

    /// <summary>Sends <paramref name="message"/> to its learner and to all teachers.</summary>
    internal void Send(LiveMessage message)
    {
        var item = new SseItem<string>(message.Data, message.Event) { EventId = message.Id };
        Send(message.LearnerId, item);
        Send(Teachers, item);
    }

    /// <summary>Sends <paramref name="message"/> to every open stream of <paramref name="learnerId"/> on this replica.</summary>
    public void Send(string learnerId, SseItem<string> message)
    {
        foreach (var channel in _streams.GetValueOrDefault(learnerId, []))
            channel.Writer.TryWrite(message);
    }

    /// <summary>How many learners have a stream open.</summary>
    public int Learners => _streams.Count;

    private void Close(string learnerId, Channel<SseItem<string>> channel)
    {
        while (_streams.TryGetValue(learnerId, out var open))
        {
            var rest = open.Remove(channel);
            if (rest.IsEmpty ? _streams.TryRemove(KeyValuePair.Create(learnerId, open)) : _streams.TryUpdate(learnerId, rest, open))
                return;
        }
    }

    /// <summary>One open stream.</summary>
    public sealed class Subscription(LiveStreams streams, string learnerId, Channel<SseItem<string>> channel) : IDisposable
    {
        /// <summary>What is sent to it.</summary>
        public ChannelReader<SseItem<string>> Messages => channel.Reader;

        /// <summary>Closes it.</summary>
        public void Dispose() => streams.Close(learnerId, channel);
    }
}
