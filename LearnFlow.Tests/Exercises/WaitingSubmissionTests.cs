using System.Net;
using LearnFlow.Exercises.Catalogue;
using LearnFlow.Exercises.Grading;
using LearnFlow.Exercises.Outbox;
using LearnFlow.Exercises.Storage;
using LearnFlow.Exercises.Submissions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LearnFlow.Tests.Exercises;

/// <summary>What cannot be graded when it is handed in is stored, and graded once when it can be.</summary>
[TestClass]
public sealed class WaitingSubmissionTests
{
    private static readonly HttpRequestException s_away = new("The sandbox is gone.");
    private static readonly HttpRequestException s_refused = new("The tests are wrong.", null, HttpStatusCode.BadRequest);

    private static ExercisesDatabase s_server = null!;

    private readonly TurnedClock _clock = new();
    private readonly List<string> _gradedFor = [];
    private ExercisesHost _service = null!;
    private Exception? _failure;

    public TestContext TestContext { get; set; } = null!;

    private CancellationToken Cancellation => TestContext.CancellationToken;

    [ClassInitialize]
    public static void Start(TestContext _) => s_server = ExercisesDatabase.StartAsync().Result;

    [ClassCleanup]
    public static async Task StopAsync() => await s_server.DisposeAsync();

    [TestInitialize]
    public async Task PrepareAsync() => _service = await ExercisesHost.StartAsync(s_server, new FailingSandbox(this), Cancellation);

    [TestCleanup]
    public async Task EndAsync() => await _service.DisposeAsync();

    [TestMethod]
    public async Task A_submission_that_cannot_be_graded_now_is_accepted_and_gets_its_grade_later()
    {
        _failure = s_away;
        var ada = _service.Learner();
        using var answer = await ada.SendAsync(Asking.Request(HttpMethod.Post, "/exercises/door-sign/submissions", new { code = "right" }), Cancellation);
        Assert.AreEqual(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.IsNotNull(answer.Headers.RetryAfter);
        var location = new Uri(answer.RequestMessage!.RequestUri!, answer.Headers.Location!).AbsolutePath;
        var waiting = await ada.GetAsync(location, 200);
        Assert.AreEqual("waiting 0 False", Summary(waiting));
        Assert.AreEqual("waiting 0 False", Summary((await ada.GetAsync("/exercises/door-sign/submissions", 200))[0]));

        Assert.IsNotNull(await PassAsync(), "Not due yet.");
        Assert.AreEqual("waiting 0 False", Summary(await ada.GetAsync(location, 200)));
        _failure = null;
        _clock.Now = DateTimeOffset.UtcNow + TimeSpan.FromMinutes(1);
        Assert.IsNull(await PassAsync(), "Nothing waits any more.");

        var graded = await ada.GetAsync(location, 200);
        Assert.AreEqual(waiting.GetProperty("id").GetString(), graded.GetProperty("id").GetString());
        Assert.AreEqual($"graded {graded.GetProperty("testsTotal")} True", Summary(graded));
        Assert.AreEqual(graded.GetProperty("testsTotal").GetInt32(), waiting.GetProperty("testsTotal").GetInt32());
        Assert.AreEqual("ada", string.Join(' ', _gradedFor), "It takes the learner's turn in the sandbox.");
        await using var database = _service.Open();
        Assert.AreEqual(graded.GetProperty("id").GetString(), (await database.Outbox.SingleAsync(Cancellation)).EventId);
        Assert.AreEqual(1, (await ada.GetAsync("/exercises/door-sign/submissions", 200)).GetArrayLength());
    }

    [TestMethod]
    public async Task Passes_at_the_same_time_grade_each_submission_once()
    {
        _failure = s_away;
        for (var number = 0; number < 12; number++)
            await HandInAsync($"right {number}", $"learner-{number}");
        _failure = null;
        _clock.Now += TimeSpan.FromMinutes(1);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => PassAsync()));

        Assert.HasCount(12, _gradedFor);
        await using var database = _service.Open();
        Assert.AreEqual((12, 12, 0), (await database.Submissions.CountAsync(Cancellation), await database.Outbox.CountAsync(Cancellation), await database.WaitingSubmissions.CountAsync(Cancellation)));
    }

    [TestMethod]
    public async Task A_pass_that_died_leaves_its_submissions_to_the_next()
    {
        _failure = s_away;
        await HandInAsync("right");
        _clock.Now += TimeSpan.FromMinutes(1);
        _failure = new InvalidOperationException("The process is killed.");
        await Assert.ThrowsExactlyAsync<InvalidOperationException>(PassAsync);
        _failure = null;
        await PassAsync();
        Assert.IsEmpty(_gradedFor, "Its lease has not ended.");

        _clock.Now += GradingPass.Lease;
        await PassAsync();

        Assert.HasCount(1, _gradedFor);
    }

    [TestMethod]
    public async Task The_same_text_again_is_the_same_submission_while_it_waits()
    {
        _failure = s_away;

        var (first, second) = (await HandInAsync("right"), await HandInAsync("right"));

        Assert.AreEqual(first.Waiting!.Id, second.Waiting!.Id);
        Assert.IsTrue(second.Repeated);
    }

    [TestMethod]
    public async Task A_text_that_was_graded_meanwhile_is_not_graded_twice()
    {
        _failure = s_away;
        var waiting = (await HandInAsync("right")).Waiting!;
        await using (var database = _service.Open())
        {
            var exercise = await database.Exercises.AsNoTracking().SingleAsync(exercise => exercise.Id == waiting.ExerciseId, Cancellation);
            database.Add(Submission.Of(Guid.CreateVersion7(), "ada", exercise, "right", [], _clock.Now));
            await database.SaveChangesAsync(Cancellation);
        }
        _failure = null;
        _clock.Now += TimeSpan.FromMinutes(1);

        Assert.IsNull(await PassAsync());

        await using var after = _service.Open();
        Assert.AreEqual((1, 0), (await after.Submissions.CountAsync(Cancellation), await after.Outbox.CountAsync(Cancellation)));
    }

    [TestMethod]
    public async Task What_is_handed_in_by_somebody_who_goes_away_is_graded_later()
    {
        using var gone = new CancellationTokenSource();
        _failure = new OperationCanceledException(gone.Token);

        Assert.IsNotNull((await HandInAsync("right")).Waiting);
    }

    [TestMethod]
    public async Task A_submission_that_the_sandbox_refuses_is_given_up_and_tried_again_when_it_is_handed_in_again()
    {
        _failure = s_refused;
        await HandInAsync("right");
        for (var tries = 1; tries < GradingBackoff.MaxRefusals; tries++)
        {
            Assert.AreEqual("waiting", await StatusAsync());
            _clock.Now += TimeSpan.FromMinutes(1);
            await PassAsync();
        }
        Assert.AreEqual("notGraded", await StatusAsync());
        _failure = null;
        _clock.Now += TimeSpan.FromDays(1);
        Assert.IsNull(await PassAsync());
        Assert.IsEmpty(_gradedFor);

        await HandInAsync("right");
        await PassAsync();

        Assert.AreEqual("graded", await StatusAsync());

        async Task<string> StatusAsync() => (await _service.Learner().GetAsync("/exercises/door-sign/submissions", 200))[0].GetProperty("status").GetString()!;
    }

    [TestMethod]
    public async Task A_learner_of_whom_too_many_wait_is_told_that_nothing_was_stored()
    {
        _failure = s_away;
        for (var number = 0; number < SubmissionDesk.MaxWaiting; number++)
            await HandInAsync($"right {number}");

        await _service.Learner().PostAsync("/exercises/door-sign/submissions", new { code = "one more" }, status: 503);
        await HandInAsync("right", "another");
    }

    [TestMethod]
    public async Task A_waiting_submission_is_its_learners_alone()
    {
        _failure = s_away;
        var waiting = (await HandInAsync("right")).Waiting!;

        await _service.Learner("another").GetAsync($"/exercises/door-sign/submissions/{waiting.Id}", 404);
        await _service.Learner().GetAsync($"/exercises/name-badge/submissions/{waiting.Id}", 404);
    }

    private static string Summary(System.Text.Json.JsonElement view) =>
        $"{view.GetProperty("status")} {view.GetProperty("tests").GetArrayLength()} {view.GetProperty("passed")}";

    private async Task<HandedIn> HandInAsync(string code, string learner = "ada")
    {
        await using var context = _service.Open();
        var exercise = await context.Exercises.AsNoTracking().SingleAsync(exercise => exercise.Slug == "door-sign", Cancellation);
        return await new SubmissionDesk(context, new Grader(new FailingSandbox(this)), new OutboxSignal(), new GradingSignal(), _clock).HandInAsync(exercise, learner, code, Cancellation);
    }

    private async Task<DateTimeOffset?> PassAsync()
    {
        await using var services = new ServiceCollection().AddScoped(_ => _service.Open()).BuildServiceProvider();
        return await new GradingPass(services.GetRequiredService<IServiceScopeFactory>(), new Grader(new FailingSandbox(this)), new OutboxSignal(), _clock).RunAsync(Cancellation);
    }

    private sealed class FailingSandbox(WaitingSubmissionTests test) : ISandbox
    {
        public Task<CheckAnswer> CheckAsync(CheckQuestion question, CancellationToken cancellation, string? learner = null)
        {
            if (test._failure is { } failure)
                throw failure;
            lock (test._gradedFor)
                test._gradedFor.Add(learner ?? "whoever asks");
            return Task.FromResult(new CheckAnswer([.. question.Tests.Select(_ => new CheckedTest(TestOutcome.PassedStatus))]));
        }

        public Task<RunAnswer> RunAsync(RunQuestion question, CancellationToken cancellation) => throw new InvalidOperationException("Nothing is to be run.");
    }
}
