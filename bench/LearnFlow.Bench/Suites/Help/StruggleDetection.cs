using System.Diagnostics;
using System.Text.Json;
using System.Threading.Channels;
using LearnFlow.Triage.Attempts;
using LearnFlow.Triage.Struggles;

namespace LearnFlow.Bench.Suites.Help;

/// <summary>
/// Struggle detection over the events of one partition, which come one after the other: the window is read from its stored
/// JSON, the event added, the rules replayed, the window written. The state store's own time is not in it.
/// </summary>
internal static class StruggleDetection
{
    private const int Learners = 200, WarmUps = 5_000, Events = 30_000;

    /// <summary>How full the partition is kept while the lag is taken: this share of the highest rate.</summary>
    private const double Load = 0.7;

    /// <summary>Measures the highest rate, then the lag at <see cref="Load"/> of it.</summary>
    public static async Task<IReadOnlyList<Figure>> MeasureAsync(CancellationToken cancellationToken)
    {
        var recorder = new AttemptRecorder(new Windows(), new Alerts(), new StruggleRules(new StruggleThresholds()));
        for (var i = 0; i < WarmUps; i++)
            await recorder.RecordAsync(Learner(i), Run(i), cancellationToken);

        var start = Stopwatch.GetTimestamp();
        for (var i = WarmUps; i < WarmUps + Events; i++)
            await recorder.RecordAsync(Learner(i), Run(i), cancellationToken);
        var rate = Events / Stopwatch.GetElapsedTime(start).TotalSeconds;
        var lag = await LagAsync(recorder, Load * rate, cancellationToken);
        return
        [
            new("struggle_events_per_s", rate, "1/s", Goal: 5_000, HigherIsBetter: true),
            new("struggle_lag_p95_ms", lag, "ms"),
        ];
    }

    /// <summary>The time from when an event is due until it is recorded, while events come evenly; 95th percentile.</summary>
    private static async Task<double> LagAsync(AttemptRecorder recorder, double perSecond, CancellationToken cancellationToken)
    {
        var due = Channel.CreateUnbounded<(int Number, TimeSpan Due)>();
        var clock = Stopwatch.StartNew();
        var producer = Task.Run(async () =>
        {
            using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
            for (var sent = 0; sent < Events;)
            {
                await ticks.WaitForNextTickAsync(cancellationToken);
                for (; sent < Events && sent / perSecond <= clock.Elapsed.TotalSeconds; sent++)
                    due.Writer.TryWrite((sent, TimeSpan.FromSeconds(sent / perSecond)));
            }

            due.Writer.Complete();
        }, cancellationToken);

        var lags = new List<double>(Events);
        await foreach (var (number, at) in due.Reader.ReadAllAsync(cancellationToken))
        {
            await recorder.RecordAsync(Learner(number), Run(WarmUps + Events + number), cancellationToken);
            lags.Add((clock.Elapsed - at).TotalMilliseconds);
        }

        await producer;
        return lags.Order().ElementAt((int)(0.95 * lags.Count));
    }

    private static string Learner(int number) => $"learner-{number % Learners}";

    private static Run Run(int number)
    {
        var code = $"total = 0\nfor price in [1, 2, {number % 7}]:\n    total = total + price\nprint(total / {number % 3})\n";
        var fails = number % 3 == 0;
        return new(
            $"run-{number}", DateTimeOffset.UnixEpoch.AddSeconds(number), null, CodeFingerprint.Of(code), code,
            fails ? "ZeroDivisionError" : null, fails ? "division by zero" : null, fails ? 4 : null, fails ? "error" : "ok");
    }

    /// <summary>Windows as the state store keeps them: as JSON.</summary>
    private sealed class Windows : ILearnerWindows
    {
        private readonly Dictionary<string, byte[]> _stored = [];

        public Task<(LearnerWindow Window, string ETag)> LoadAsync(string learnerId, CancellationToken cancellationToken) => Task.FromResult(
            _stored.TryGetValue(learnerId, out var json)
                ? (JsonSerializer.Deserialize<LearnerWindow>(json, JsonConventions.Options)!, "1")
                : (LearnerWindow.Empty(learnerId), ""));

        public Task<bool> TrySaveAsync(LearnerWindow window, string etag, CancellationToken cancellationToken)
        {
            _stored[window.LearnerId] = JsonSerializer.SerializeToUtf8Bytes(window, JsonConventions.Options);
            return Task.FromResult(true);
        }
    }

    private sealed class Alerts : IStruggleAlerts
    {
        public Task PublishAsync(StruggleChanges changes, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
