using LearnFlow.Sandbox.Workers;

namespace LearnFlow.Tests.Sandbox;

/// <summary>The order of service: by a clock that the tests turn, and one worker unless a test says otherwise.</summary>
[TestClass]
public sealed class FairQueueTests
{
    private readonly TurnedTime _time = new();
    private readonly FairQueue<string> _queue;

    public FairQueueTests() => _queue = new FairQueue<string>(_time);

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task A_caller_with_many_jobs_waits_behind_the_next_job_of_each_other()
    {
        Add("a", 3);
        Add("b", 1);
        Add("c", 2);

        Assert.AreEqual("a1 b1 c1 a2 c2 a3", string.Join(' ', await ServeAsync(6)));
    }

    [TestMethod]
    public async Task A_caller_whose_jobs_are_long_gets_no_more_time_than_the_others()
    {
        Add("long", 20);
        Add("short", 200);

        var served = await ServeAsync(60, job => job.StartsWith("long", StringComparison.Ordinal) ? 1 : 0.02);

        var seconds = served.ToLookup(job => job.StartsWith("long", StringComparison.Ordinal));
        Assert.IsLessThanOrEqualTo(4, seconds[true].Count(), "Sixty short jobs take as much time as one long one.");
    }

    [TestMethod]
    public async Task Ever_new_callers_do_not_starve_one_who_waits()
    {
        Add("patient", 4);
        var served = new List<string>();
        for (var stranger = 0; stranger < 100; stranger++)
        {
            Add($"stranger-{stranger}-", 2);
            served.AddRange(await ServeAsync(1));
        }

        Assert.AreEqual(4, served.Count(job => job.StartsWith("patient", StringComparison.Ordinal)), string.Join(' ', served));
    }

    [TestMethod]
    public async Task A_learners_own_run_goes_before_the_same_learners_other_jobs()
    {
        Add("a", 2);
        _queue.Add("a", "a9", isInteractive: true);

        Assert.AreEqual("a9 a1 a2", string.Join(' ', await ServeAsync(3)));
    }

    [TestMethod]
    public async Task The_rest_of_a_job_goes_before_the_same_callers_later_ones()
    {
        Add("a", 2);
        var first = await ServeAsync(1);
        _queue.Add("a", $"rest of {first[0]}", isInteractive: false, isResumed: true);

        Assert.AreEqual("rest of a1|a2", string.Join('|', await ServeAsync(2)));
    }

    [TestMethod]
    public async Task A_caller_at_its_bound_of_running_jobs_is_passed_over()
    {
        _queue.MaxRunningPerCaller = 1;
        Add("a", 2);
        Add("b", 1);
        var one = await _queue.TakeAsync(TestContext.CancellationToken);
        var two = await _queue.TakeAsync(TestContext.CancellationToken);
        var three = _queue.TakeAsync(TestContext.CancellationToken);
        Assert.AreEqual("a1 b1 False", $"{one} {two} {three.IsCompleted}");

        _queue.Done("a", _time.GetTimestamp());

        Assert.AreEqual("a2", await three);
    }

    [TestMethod]
    public async Task A_job_that_is_removed_and_a_taker_that_leaves_are_forgotten()
    {
        using var leave = new CancellationTokenSource();
        var left = _queue.TakeAsync(leave.Token);
        await leave.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => left);

        Add("a", 2);
        Assert.IsTrue(_queue.Remove("a", "a1"));
        Assert.IsFalse(_queue.Remove("a", "a1"));

        Assert.AreEqual((1, "a2"), (_queue.Count, (await ServeAsync(1)).Single()));
    }

    [TestMethod]
    public void A_place_counts_what_is_served_before_it()
    {
        Add("a", 5);
        Add("b", 1);

        Assert.AreEqual((2, 3, 6), (_queue.Ahead("new", isInteractive: true), _queue.Ahead("b", isInteractive: false), _queue.Ahead("a", isInteractive: false)));
        Assert.AreEqual(1, _queue.Ahead("a", isInteractive: true));
    }

    [TestMethod]
    public void What_is_refused_follows_from_the_expected_wait_and_the_room_for_text()
    {
        var bound = new QueueBound(new SandboxOptions { QueueSeconds = 10, QueueCharacters = 800 });

        Assert.AreEqual(3, Assert.ThrowsExactly<QueueFullException>(() => bound.Take("a", 1, TimeSpan.FromSeconds(13))).RetryAfter.TotalSeconds);
        bound.Take("a", 90, TimeSpan.FromSeconds(10));
        Assert.ThrowsExactly<QueueFullException>(() => bound.Take("a", 20, TimeSpan.Zero), "A learner's share is an eighth.");
        bound.Take("b", 700, TimeSpan.Zero);
        Assert.ThrowsExactly<QueueFullException>(() => bound.Take("c", 20, TimeSpan.Zero), "The whole is full.");
        bound.Release("b", 700);
        bound.Take("c", 20, TimeSpan.Zero);
    }

    private void Add(string caller, int jobs)
    {
        for (var number = 1; number <= jobs; number++)
            _queue.Add(caller, $"{caller}{number}", isInteractive: false);
    }

    private async Task<List<string>> ServeAsync(int jobs, Func<string, double>? seconds = null)
    {
        var served = new List<string>();
        for (var number = 0; number < jobs; number++)
        {
            var started = _time.GetTimestamp();
            var job = await _queue.TakeAsync(TestContext.CancellationToken);
            _time.Seconds += seconds?.Invoke(job) ?? 0.01;
            _queue.Done(job.StartsWith("rest of ", StringComparison.Ordinal) ? job[8..^1] : job.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9'), started);
            served.Add(job);
        }
        return served;
    }

    private sealed class TurnedTime : TimeProvider
    {
        public double Seconds { get; set; }

        public override long TimestampFrequency => 1_000_000;

        public override long GetTimestamp() => (long)(Seconds * TimestampFrequency);
    }
}
