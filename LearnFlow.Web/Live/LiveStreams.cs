using System.Threading.Channels;

namespace LearnFlow.Web.Live;

/// <summary>
/// The open live streams of this replica, by learner (a learner may have several tabs), and the latest messages, for
/// streams that come back after a break. Every replica hears every message, so any of them can tell what was missed.
/// </summary>
public sealed class LiveStreams
{
    /// <summary>Tabs of one learner that are kept up to date; opening one more ends the oldest, which then reconnects.</summary>
    public const int MostPerLearner = 8;

    /// <summary>Messages that are kept for streams that come back.</summary>
    public const int MostKept = 512;

    /// <summary>The name under which teachers' pages listen, to everything; no learner's id has a colon.</summary>
    public const string Teachers = "role:teachers";

    /// <summary>The position of a stream that was opened before this replica had heard of anything.</summary>
    public const string Beginning = "0";

    private const int MostTeachers = 500;

    /// <summary>Messages waiting for a slow reader; the oldest gives way, and the page reads what is open when it reconnects.</summary>
    private const int MostWaiting = 32;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<Channel<LiveMessage>>> _streams = [];
    private readonly List<LiveMessage> _kept = [];

    /// <summary>How many listeners have a stream open.</summary>
    public int Listeners
    {
        get
        {
            lock (_gate)
                return _streams.Count;
        }
    }

    /// <summary>Opens a stream. Dispose the subscription when its reader has gone.</summary>
    /// <param name="listener">A learner's id, or <see cref="Teachers"/>.</param>
    /// <param name="lastSeen">The position that the reader has reached; what came since is sent at once. Null for a new reader.</param>
    public Subscription Open(string listener, string? lastSeen = null)
    {
        var channel = Channel.CreateBounded<LiveMessage>(new BoundedChannelOptions(MostWaiting)
        {
            FullMode = BoundedChannelFullMode.DropOldest,
            SingleReader = true,
        });
        lock (_gate)
        {
            var from = lastSeen == Beginning ? 0 : _kept.FindIndex(message => message.Id == lastSeen) + 1;
            var isResumed = from > 0 || lastSeen == Beginning;
            foreach (var missed in isResumed ? _kept.Skip(from) : [])
            {
                if (IsFor(listener, missed))
                    channel.Writer.TryWrite(missed);
            }

            if (!_streams.TryGetValue(listener, out var open))
                _streams[listener] = open = [];
            if (open.Count == (listener == Teachers ? MostTeachers : MostPerLearner))
            {
                open[0].Writer.TryComplete();
                open.RemoveAt(0);
            }

            open.Add(channel);
            return new Subscription(this, listener, channel, isResumed ? lastSeen! : _kept.Count == 0 ? Beginning : _kept[^1].Id);
        }
    }

    /// <summary>Sends <paramref name="message"/> to every open stream that it is for.</summary>
    public void Send(LiveMessage message)
    {
        lock (_gate)
        {
            if (message.IsKept)
            {
                if (_kept.Count == MostKept)
                    _kept.RemoveAt(0);
                _kept.Add(message);
            }

            foreach (var listener in message.IsKept ? (string[])[message.LearnerId, Teachers] : [message.LearnerId])
            {
                foreach (var channel in _streams.GetValueOrDefault(listener, []))
                    channel.Writer.TryWrite(message);
            }
        }
    }

    private static bool IsFor(string listener, LiveMessage message) => listener == Teachers || listener == message.LearnerId;

    private void Close(string listener, Channel<LiveMessage> channel)
    {
        lock (_gate)
        {
            if (_streams.TryGetValue(listener, out var open) && open.Remove(channel) && open.Count == 0)
                _streams.Remove(listener);
        }
    }

    /// <summary>One open stream.</summary>
    public sealed class Subscription(LiveStreams streams, string listener, Channel<LiveMessage> channel, string position) : IDisposable
    {
        /// <summary>What is sent to it.</summary>
        public ChannelReader<LiveMessage> Messages => channel.Reader;

        /// <summary>Where it starts: what a reader says who comes back before any message reached it.</summary>
        public string Position => position;

        /// <summary>Closes it.</summary>
        public void Dispose() => streams.Close(listener, channel);
    }
}

/// <summary>What open pages are told.</summary>
/// <param name="Id">Unique; a page that comes back says the last one that it saw.</param>
/// <param name="LearnerId">Whom it is about.</param>
/// <param name="Event">The event's name.</param>
/// <param name="Data">JSON.</param>
/// <param name="IsKept">Whether it is kept for pages that come back, and told to teachers: false for what a page reads anew when it is back.</param>
public sealed record LiveMessage(string Id, string LearnerId, string Event, string Data, bool IsKept = true);
