using LearnFlow.Triage.Attempts;
using LearnFlow.Triage.Struggles;

namespace LearnFlow.Tests.Triage;

[TestClass]
public sealed class AttemptRecorderTests
{
    [TestMethod]
    public async Task A_struggle_is_told_before_the_window_is_saved()
    {
        var store = new Store();
        var alerts = new Alerts(store);
        await RecordAsync(store, alerts, new Learner().Fails("NameError").Fails("NameError").Fails("NameError"));

        Assert.AreEqual("detected sameError-a3 (2 saves before)", alerts.Told.Single());
    }

    [TestMethod]
    public async Task Its_end_is_told_too()
    {
        var store = new Store();
        var alerts = new Alerts(store);
        await RecordAsync(store, alerts, new Learner().Fails("NameError").Fails("NameError").Fails("NameError").Runs());

        Assert.AreEqual("resolved sameError-a3 (3 saves before)", alerts.Told[^1]);
        Assert.HasCount(2, alerts.Told);
    }

    [TestMethod]
    public async Task When_the_window_could_not_be_saved_the_repeated_event_tells_the_same_struggle_again()
    {
        var store = new Store();
        var alerts = new Alerts(store);
        var learner = new Learner().Fails("NameError").Fails("NameError");
        await RecordAsync(store, alerts, learner);
        store.Broken = true;
        var third = learner.Fails("NameError").Did[^1];
        var recorder = Recorder(store, alerts);

        await Assert.ThrowsExactlyAsync<InvalidOperationException>(() => recorder.RecordAsync("ada", third, default));
        store.Broken = false;
        await recorder.RecordAsync("ada", third, default);

        Assert.HasCount(2, alerts.Told);
        Assert.AreEqual(alerts.Told[0], alerts.Told[1]);
    }

    [TestMethod]
    public async Task Two_replicas_at_once_lose_no_attempt()
    {
        var store = new Store();
        var learners = Enumerable.Range(0, 8).Select(worker => RandomLearning.Of(worker, 50)
            .Select(activity => activity with { Id = $"{worker}-{activity.Id}" }).ToList()).ToList();

        await Task.WhenAll(learners.Select(activities => Task.Run(async () =>
        {
            var recorder = Recorder(store, new Alerts(store));
            foreach (var activity in activities)
            {
                await recorder.RecordAsync("ada", activity, default);
            }
        })));

        var expected = learners.Sum(activities => activities.OfType<Attempt>().Count());
        Assert.AreEqual(expected, (await store.LoadAsync("ada", default)).Window.AttemptCount);
        Assert.IsGreaterThan(0, store.Mismatches, "The replicas never met, so nothing was shown.");
    }

    private static AttemptRecorder Recorder(Store store, Alerts alerts) => new(store, alerts, new StruggleRules(new StruggleThresholds()));

    private static async Task RecordAsync(Store store, Alerts alerts, Learner learner)
    {
        foreach (var activity in learner.Did)
        {
            await Recorder(store, alerts).RecordAsync("ada", activity, default);
        }
    }

    /// <summary>A store with versions, as Dapr's: a save with an old version is refused.</summary>
    private sealed class Store : ILearnerWindows
    {
        private readonly Lock _lock = new();
        private LearnerWindow? _window;

        public int Saves { get; private set; }

        public int Mismatches { get; private set; }

        public bool Broken { get; set; }

        public async Task<(LearnerWindow Window, string ETag)> LoadAsync(string learnerId, CancellationToken cancellationToken)
        {
            await Task.Yield();
            lock (_lock)
            {
                return (_window ?? LearnerWindow.Empty(learnerId), _window is null ? "" : $"{Saves}");
            }
        }

        public async Task<bool> TrySaveAsync(LearnerWindow window, string etag, CancellationToken cancellationToken)
        {
            await Task.Yield();
            lock (_lock)
            {
                if (Broken)
                {
                    throw new InvalidOperationException("The store is down.");
                }

                if (etag != (_window is null ? "" : $"{Saves}"))
                {
                    Mismatches++;
                    return false;
                }

                _window = window;
                Saves++;
                return true;
            }
        }
    }

    private sealed class Alerts(Store store) : IStruggleAlerts
    {
        public List<string> Told { get; } = [];

        public Task PublishAsync(StruggleChanges changes, CancellationToken cancellationToken)
        {
            Told.AddRange(changes.Detected.Select(began => $"detected {began.Id} ({store.Saves} saves before)"));
            Told.AddRange(changes.Resolved.Select(ended => $"resolved {ended.StruggleId} ({store.Saves} saves before)"));
            return Task.CompletedTask;
        }
    }
}
