using LearnFlow.Exercises.Catalogue;
using LearnFlow.Exercises.Grading;
using LearnFlow.Exercises.Outbox;
using LearnFlow.Exercises.Storage;
using LearnFlow.Exercises.Submissions;
using Microsoft.EntityFrameworkCore;

namespace LearnFlow.Tests.Exercises;

[TestClass]
public sealed class SubmissionTests
{
    private static readonly CheckedTest s_wrong = new("failed", "");

    private static ExercisesDatabase s_server = null!;

    private string _database = null!;

    public TestContext TestContext { get; set; } = null!;

    private CancellationToken Cancellation => TestContext.CancellationToken;

    [ClassInitialize]
    public static async Task StartAsync(TestContext _) => s_server = await ExercisesDatabase.StartAsync();

    [ClassCleanup]
    public static async Task StopAsync() => await s_server.DisposeAsync();

    [TestInitialize]
    public async Task PrepareAsync()
    {
        _database = await s_server.CreateAsync(Cancellation);
        await using var context = ExercisesDatabase.Open(_database);
        await DatabasePreparation.PrepareAsync(context, Curriculum.Course, Cancellation);
    }

    [TestMethod]
    public async Task A_submission_and_its_event_are_stored_together()
    {
        var (submission, repeated) = await HandInAsync(new StaticSandbox(s_wrong), "while True: pass");

        Assert.IsFalse(repeated);
        await using var context = ExercisesDatabase.Open(_database);
        var stored = await context.Submissions.SingleAsync(Cancellation);
        Assert.AreEqual(submission.Id, stored.Id);
        Assert.AreEqual(0, stored.TestsPassed);
        Assert.AreEqual("failed", stored.Outcomes[0].Status);
        var message = await context.Outbox.SingleAsync(Cancellation);
        Assert.AreEqual(submission.Id.ToString(), message.EventId);
        Assert.AreEqual("exercise.submitted", message.Metadata["cloudevent.type"]);
        Assert.AreEqual("ada", message.Metadata["partitionKey"]);
    }

    [TestMethod]
    public async Task The_same_text_again_gets_its_grade_of_before_and_is_not_run()
    {
        var sandbox = new StaticSandbox(s_wrong);
        var first = await HandInAsync(sandbox, "x = 1");
        var runs = sandbox.Tests;

        var second = await HandInAsync(sandbox, "x = 1");
        var other = await HandInAsync(sandbox, "x = 2");

        Assert.IsTrue(second.Repeated);
        Assert.AreEqual(first.Submission.Id, second.Submission.Id);
        Assert.IsFalse(other.Repeated);
        Assert.AreEqual(2 * runs, sandbox.Tests);
    }

    [TestMethod]
    public async Task Whatever_a_program_prints_can_be_stored()
    {
        var output = string.Concat(Enumerable.Repeat("\0\u001b[31m\ud83d\ude00", 20_000));

        await HandInAsync(new StaticSandbox(new CheckedTest("failed", output)), "print()");

        await using var context = ExercisesDatabase.Open(_database);
        var stored = await context.Submissions.SingleAsync(Cancellation);
        Assert.IsLessThanOrEqualTo(StoredText.MaxLength + 1, stored.Outcomes[0].Actual!.Length);
    }

    [TestMethod]
    public async Task The_relay_publishes_in_order_and_removes_what_the_broker_has()
    {
        var sandbox = new StaticSandbox(s_wrong);
        var ids = new List<string>();
        foreach (var code in new[] { "a", "b", "c" })
            ids.Add((await HandInAsync(sandbox, code)).Submission.Id.ToString());

        var published = new List<string>();
        var count = await PassAsync((message, _) =>
        {
            published.Add(message.EventId);
            return Task.CompletedTask;
        });

        Assert.AreEqual(3, count.Published);
        CollectionAssert.AreEqual(ids, published);
        Assert.AreEqual(0, (await PassAsync((_, _) => throw new InvalidOperationException("Nothing is left to publish."))).Published);
    }

    [TestMethod]
    public async Task A_relay_that_dies_between_publishing_and_committing_loses_no_event()
    {
        var sandbox = new StaticSandbox(s_wrong);
        foreach (var code in new[] { "a", "b", "c" })
            await HandInAsync(sandbox, code);
        var published = new List<string>();
        using var killed = new CancellationTokenSource();

        await Assert.ThrowsAsync<OperationCanceledException>(() => PassAsync(
            (message, _) =>
            {
                published.Add(message.EventId);
                return published.Count == 2 ? killed.CancelAsync().ContinueWith(_ => killed.Token.ThrowIfCancellationRequested(), Cancellation) : Task.CompletedTask;
            },
            cancellationToken: killed.Token));
        await PassAsync((message, _) =>
        {
            published.Add(message.EventId);
            return Task.CompletedTask;
        });

        Assert.HasCount(3, published.Distinct().ToList());
        Assert.HasCount(5, published); // the first two came twice, and consumers drop them by id
    }

    [TestMethod]
    public async Task A_message_that_fails_by_its_nature_is_parked_and_holds_up_nobody()
    {
        var sandbox = new StaticSandbox(s_wrong);
        var poison = (await HandInAsync(sandbox, "a", "poisoner")).Submission.Id.ToString();
        var later = (await HandInAsync(sandbox, "b", "poisoner")).Submission.Id.ToString();
        var (published, parked, clock) = (new List<string>(), new List<string>(), new TurnedClock());
        for (var tries = 1; tries <= OutboxPass.MaxTries; tries++)
        {
            var other = (await HandInAsync(sandbox, $"other {tries}", $"other-{tries}")).Submission.Id.ToString();
            await PassAsync(PublishAsync, clock, parked);
            Assert.Contains(other, published);
            Assert.DoesNotContain(later, published, "A learner's events stay in their order.");
            clock.Now += TimeSpan.FromMinutes(2);
        }

        await PassAsync(PublishAsync, clock, parked);

        CollectionAssert.AreEqual(new[] { poison }, parked);
        Assert.Contains(later, published);
        Assert.DoesNotContain(poison, published);

        Task PublishAsync(OutboxMessage message, CancellationToken cancellationToken)
        {
            if (message.EventId == poison)
                throw new InvalidOperationException("The message is too large.");
            published.Add(message.EventId);
            return Task.CompletedTask;
        }
    }

    [TestMethod]
    public async Task Five_hundred_bad_messages_in_front_stop_no_event_behind_them()
    {
        await using (var context = ExercisesDatabase.Open(_database))
        {
            for (var i = 0; i < 500; i++)
                context.Add(OutboxMessage.Of(new LearnFlow.Events.QuizAnswered($"bad-{i}", $"bad-{i}", DateTimeOffset.UnixEpoch, "x", "y", true)));
            await context.SaveChangesAsync(Cancellation);
        }

        var good = (await HandInAsync(new StaticSandbox(s_wrong), "good")).Submission.Id.ToString();
        var published = new List<string>();
        while ((await PassAsync((message, _) =>
        {
            if (message.EventId.StartsWith("bad", StringComparison.Ordinal))
                throw new InvalidOperationException("The message is too large.");
            published.Add(message.EventId);
            return Task.CompletedTask;
        })).IsMoreDue)
        {
        }

        CollectionAssert.AreEqual(new[] { good }, published);
    }

    [TestMethod]
    public async Task A_broker_that_is_away_parks_nothing()
    {
        foreach (var learner in new[] { "a", "b", "c" })
            await HandInAsync(new StaticSandbox(s_wrong), "code", learner);
        var (parked, clock) = (new List<string>(), new TurnedClock());

        for (var pass = 0; pass < 20; pass++)
        {
            await PassAsync((_, _) => throw new InvalidOperationException("Kafka does not answer."), clock, parked);
            await PassAsync((_, _) => throw new HttpRequestException("The sidecar is gone."), clock, parked);
            clock.Now += TimeSpan.FromMinutes(2);
        }

        Assert.IsEmpty(parked);
        Assert.AreEqual(3, (await PassAsync((_, _) => Task.CompletedTask, clock, parked)).Published);
    }

    [TestMethod]
    public async Task Two_relays_at_once_publish_each_event_once()
    {
        var sandbox = new StaticSandbox(s_wrong);
        foreach (var code in new[] { "a", "b", "c" })
            await HandInAsync(sandbox, code);
        var inside = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        var first = PassAsync(async (_, _) =>
        {
            inside.TrySetResult();
            await goOn.Task;
        });
        await inside.Task.WaitAsync(Cancellation);
        var second = await PassAsync((_, _) => throw new InvalidOperationException("The other relay is at it."));
        goOn.SetResult();

        Assert.AreEqual(0, second.Published);
        Assert.AreEqual(3, (await first).Published);
    }

    private async Task<(Submission Submission, bool Repeated)> HandInAsync(ISandbox sandbox, string code, string learner = "ada")
    {
        await using var context = ExercisesDatabase.Open(_database);
        var exercise = await context.Exercises.AsNoTracking().SingleAsync(exercise => exercise.Slug == "door-sign", Cancellation);
        var desk = new SubmissionDesk(context, new Grader(sandbox), new OutboxSignal(), new GradingSignal(), TimeProvider.System);
        var (graded, _, repeated) = await desk.HandInAsync(exercise, learner, code, Cancellation);
        return (graded!, repeated);
    }

    private async Task<OutboxOutcome> PassAsync(
        Func<OutboxMessage, CancellationToken, Task> publish, TimeProvider? clock = null, List<string>? parked = null, CancellationToken? cancellationToken = null)
    {
        await using var context = ExercisesDatabase.Open(_database);
        return await OutboxPass.RunAsync(context, publish, clock ?? TimeProvider.System, (message, _) => parked?.Add(message.EventId), cancellationToken ?? Cancellation);
    }
}
