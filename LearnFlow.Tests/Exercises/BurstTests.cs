using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using LearnFlow.Exercises.Grading;
using LearnFlow.Exercises.Outbox;
using LearnFlow.Exercises.Submissions;
using LearnFlow.Tests.Sandbox;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LearnFlow.Tests.Exercises;

/// <summary>A class hands in at once: the service with real workers behind it (bench measures the whole system, suite <c>class</c>).</summary>
[TestClass]
public sealed class BurstTests
{
    private const int Learners = 60;
    private const string Submissions = "/exercises/door-sign/submissions";

    private static ExercisesDatabase s_server = null!;

    public TestContext TestContext { get; set; } = null!;

    private CancellationToken Cancellation => TestContext.CancellationToken;

    [ClassInitialize]
    public static void Start(TestContext _) => s_server = ExercisesDatabase.StartAsync().Result;

    [ClassCleanup]
    public static async Task StopAsync() => await s_server.DisposeAsync();

    [TestMethod]
    public async Task A_class_that_hands_in_at_once_is_graded_and_nobody_is_refused()
    {
        await using var sandbox = await SandboxHost.StartAsync("--Sandbox:Workers=2");
        await using var service = await ExercisesHost.StartAsync(s_server, new LoopbackSandbox(sandbox), Cancellation);

        var answers = await HandInAsync(service);

        Assert.AreEqual("OK graded True", string.Join(", ", answers.Distinct()));
        Assert.AreEqual(0, sandbox.Pool.Waiting);
    }

    [TestMethod]
    public async Task A_class_that_hands_in_while_the_sandbox_refuses_loses_nothing_and_is_graded_once()
    {
        await using var busy = await SandboxHost.StartAsync("--Sandbox:Workers=1", "--Sandbox:QueueSeconds=0");
        await using var service = await ExercisesHost.StartAsync(s_server, new LoopbackSandbox(busy), Cancellation);

        var answers = await HandInAsync(service);

        Assert.IsTrue(answers.All(answer => answer is "OK graded True" or "Accepted waiting False"), string.Join(", ", answers.Distinct()));
        Assert.Contains("Accepted waiting False", answers);
        await GradeWaitingAsync(service);
        for (var number = 0; number < Learners; number++)
        {
            var own = await service.Learner($"learner-{number}").GetAsync(Submissions, 200);
            Assert.AreEqual("graded True", string.Join(", ", own.EnumerateArray().Select(Summary)), $"learner-{number}");
        }
        await using var database = service.Open();
        Assert.AreEqual((Learners, Learners), (await database.Submissions.CountAsync(Cancellation), await database.Outbox.CountAsync(Cancellation)));
    }

    private async Task<IReadOnlyList<string>> HandInAsync(ExercisesHost service) => await Task.WhenAll(Enumerable.Range(0, Learners).Select(async number =>
    {
        using var answer = await service.Learner($"learner-{number}").PostAsJsonAsync(Submissions, new { code = $"# {number}\nprint('Welcome to the library')\nprint('Open from 9 to 17')\nprint('Please whisper :)')\n" }, Cancellation);
        return answer.IsSuccessStatusCode
            ? $"{answer.StatusCode} {Summary(await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation))}"
            : $"{answer.StatusCode} {await answer.Content.ReadAsStringAsync(Cancellation)}";
    }));

    private async Task GradeWaitingAsync(ExercisesHost service)
    {
        var clock = new TurnedClock { Now = DateTimeOffset.UtcNow + TimeSpan.FromHours(1) };
        await using var services = new ServiceCollection().AddScoped(_ => service.Open()).BuildServiceProvider();
        var pass = new GradingPass(services.GetRequiredService<IServiceScopeFactory>(), new Grader(await LoopbackSandbox.StartAsync()), new OutboxSignal(), clock);
        await Task.WhenAll(pass.RunAsync(Cancellation), pass.RunAsync(Cancellation));
    }

    private static string Summary(JsonElement submission) => $"{submission.GetProperty("status")} {submission.GetProperty("passed")}";
}
