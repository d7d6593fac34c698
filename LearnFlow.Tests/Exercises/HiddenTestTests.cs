using System.Text.Json;
using System.Text.RegularExpressions;
using LearnFlow.Exercises.Content;
using LearnFlow.Exercises.Grading;
using Microsoft.EntityFrameworkCore;

namespace LearnFlow.Tests.Exercises;

/// <summary>Of a hidden test nothing comes back that a submission could write its data into: only whether it passed.</summary>
[TestClass]
public sealed partial class HiddenTestTests
{
    private const string Mark = "marked-by-the-submission";
    private const int MarkedNumber = 777_123;

    private static readonly CheckedTest s_marked = new(Mark, Mark, Mark, Mark, MarkedNumber, MarkedNumber);

    private static ExercisesDatabase s_server = null!;

    public TestContext TestContext { get; set; } = null!;

    [ClassInitialize]
    public static async Task StartAsync(TestContext _) => s_server = await ExercisesDatabase.StartAsync();

    [ClassCleanup]
    public static async Task StopAsync() => await s_server.DisposeAsync();

    [TestMethod]
    public async Task No_answer_to_a_learner_and_no_event_holds_what_a_submission_made_of_a_hidden_test()
    {
        var exercise = Curriculum.Exercises.First(exercise => exercise.Kind == ExerciseKind.Function && exercise.Tests.Hidden.Count > 0);
        var hidden = exercise.Tests.Hidden.Select(test => test.Name).ToHashSet();
        var sandbox = new StaticSandbox((_, test) => hidden.Contains(test.Name) ? s_marked : new CheckedTest(TestOutcome.PassedStatus));
        await using var service = await ExercisesHost.StartAsync(s_server, sandbox, TestContext.CancellationToken);
        var ada = service.Learner();

        var graded = await ada.PostAsync($"/exercises/{exercise.Slug}/submissions", new { code = "x = 1" });

        var answers = new Dictionary<string, string> { ["the grade"] = graded.ToString() };
        foreach (var client in new[] { ada, service.Learner("another"), service.As(Roles.Guest, "a-guest") })
        {
            foreach (var path in await ReadablePathsAsync(service, exercise.Slug))
                answers[path] = answers.GetValueOrDefault(path) + await (await client.GetAsync(new Uri(path, UriKind.Relative))).Content.ReadAsStringAsync();
        }
        await using (var database = service.Open())
            answers["the events"] = JsonSerializer.Serialize(await database.Outbox.ToListAsync(TestContext.CancellationToken));
        Assert.Contains(graded.GetProperty("id").GetString()!, answers[$"/exercises/{exercise.Slug}/submissions"]);
        var marked = answers.Where(answer => answer.Value.Contains(Mark, StringComparison.Ordinal) || answer.Value.Contains($"{MarkedNumber}", StringComparison.Ordinal));
        Assert.IsEmpty(marked.Select(answer => answer.Key).ToList(), string.Join('\n', marked.Select(answer => answer.Key)));
    }

    // Everything that can be read, from the service's own description.
    private static async Task<List<string>> ReadablePathsAsync(ExercisesHost service, string slug)
    {
        var document = await service.As(Roles.Service).GetAsync("/openapi/v1.json", 200);
        return [.. document.GetProperty("paths").EnumerateObject()
            .Where(path => path.Value.TryGetProperty("get", out _))
            .Select(path => Parameter().Replace(path.Name, match => match.Value switch
            {
                "{slug}" => slug,
                "{level}" or "{number}" => "1",
                "{learner}" => "ada",
                _ => "00000000-0000-0000-0000-000000000001",
            }))];
    }

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Parameter();
}
