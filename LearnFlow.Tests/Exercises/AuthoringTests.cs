using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using LearnFlow.Exercises.Content;
using Microsoft.EntityFrameworkCore;

namespace LearnFlow.Tests.Exercises;

[TestClass]
public sealed class AuthoringTests
{
    private static ExercisesDatabase s_server = null!;
    private static ExercisesHost s_service = null!;

    private static readonly ExerciseContent s_content = new()
    {
        Slug = "double-it",
        Title = "Double it",
        Kind = ExerciseKind.Function,
        Difficulty = 1,
        Concepts = ["parameters"],
        Statement = "Write `double`.",
        Starter = "def double(n):\n    pass\n",
        Solution = "def double(n):\n    return 2 * n  # right\n",
        Tests = new TestSuite { Visible = [new TestContent { Name = "doubles 2", Call = "double", Args = [2], Returns = 4 }] },
        Hints = ["What is twice a number?"],
        Wrong = [new WrongSolution("def double(n):\n    return n\n", "It gives the number back.")],
    };

    public TestContext TestContext { get; set; } = null!;

    [ClassInitialize]
    public static async Task StartAsync(TestContext context)
    {
        s_server = await ExercisesDatabase.StartAsync();
        s_service = await ExercisesHost.StartAsync(s_server, StaticSandbox.ByWord, context.CancellationToken);
    }

    [ClassCleanup]
    public static async Task StopAsync()
    {
        await s_service.DisposeAsync();
        await s_server.DisposeAsync();
    }

    [TestMethod]
    public async Task Learners_see_an_exercise_from_its_publication_to_its_archiving()
    {
        var slug = await CreateAsync();
        var teacher = s_service.Teacher();
        await s_service.Learner().GetAsync($"/exercises/{slug}", 404);

        await PublishAsync(slug);
        var seen = await s_service.Learner().GetAsync($"/exercises/{slug}", 200);
        Assert.AreEqual("Double it", seen.GetProperty("title").GetString());

        await EditAsync(teacher, slug, s_content with { Slug = slug, Title = "Twice" });
        Assert.AreEqual("Double it", (await s_service.Learner().GetAsync($"/exercises/{slug}", 200)).GetProperty("title").GetString());
        await PublishAsync(slug);
        Assert.AreEqual("Twice", (await s_service.Learner().GetAsync($"/exercises/{slug}", 200)).GetProperty("title").GetString());

        var revisions = await teacher.GetAsync($"/exercises/{slug}/revisions", 200);
        Assert.AreEqual(2, revisions.GetArrayLength());
        var first = await teacher.GetAsync($"/exercises/{slug}/revisions/1", 200);
        Assert.AreEqual("Double it", first.GetProperty("content").GetProperty("title").GetString());

        await teacher.AskAsync(HttpMethod.Post, $"/exercises/{slug}/archive", etag: await teacher.ETagAsync($"/exercises/{slug}/source"));
        await s_service.Learner().GetAsync($"/exercises/{slug}", 404);
    }

    [TestMethod]
    public async Task Nothing_is_published_whose_reference_fails_or_whose_starter_passes()
    {
        var teacher = s_service.Teacher();
        foreach (var broken in new[] { s_content with { Solution = "def double(n):\n    return n\n" }, s_content with { Starter = "# right\n" } })
        {
            var slug = await CreateAsync(broken);

            var trial = await teacher.PostAsync($"/exercises/{slug}/dry-run");
            Assert.IsFalse(trial.GetProperty("passes").GetBoolean());
            Assert.AreEqual(1, trial.GetProperty("complaints").GetArrayLength());
            await teacher.AskAsync(HttpMethod.Post, $"/exercises/{slug}/publish", status: 409, etag: await teacher.ETagAsync($"/exercises/{slug}/source"));
        }
    }

    [TestMethod]
    public async Task A_change_needs_the_version_that_was_read()
    {
        var slug = await CreateAsync();
        var teacher = s_service.Teacher();
        var read = await teacher.ETagAsync($"/exercises/{slug}/source");
        var change = s_content with { Slug = slug, Title = "Mine" };

        await teacher.AskAsync(HttpMethod.Put, $"/exercises/{slug}", Json(change), 428);
        await teacher.AskAsync(HttpMethod.Put, $"/exercises/{slug}", Json(change), 200, read);
        await s_service.Teacher("other").AskAsync(HttpMethod.Put, $"/exercises/{slug}", Json(change), 412, read);
    }

    [TestMethod]
    public async Task Of_edits_at_the_same_moment_one_is_taken_and_the_others_are_told()
    {
        var slug = await CreateAsync();
        var titles = new List<string>();
        var taken = 0;
        for (var round = 0; round < 10; round++)
        {
            var read = await s_service.Teacher().ETagAsync($"/exercises/{slug}/source");
            var statuses = await Task.WhenAll(new[] { "ann", "bob" }.Select(async teacher =>
            {
                using var request = Asking.Request(HttpMethod.Put, $"/exercises/{slug}", Json(s_content with { Slug = slug, Title = $"{teacher} {round}" }), read);
                using var response = await s_service.Teacher(teacher).SendAsync(request);
                return response.StatusCode;
            }));
            taken += statuses.Count(status => status == HttpStatusCode.OK);
            Assert.AreEqual(1, statuses.Count(status => status == HttpStatusCode.PreconditionFailed));
        }
        Assert.AreEqual(10, taken);
    }

    [TestMethod]
    public async Task A_thousand_posts_with_one_key_make_one_row()
    {
        var teacher = s_service.Teacher("patient");
        var body = new { content = s_content with { Slug = "sent-often" }, module = "functions" };

        var answers = new System.Collections.Concurrent.ConcurrentBag<string>();
        await Parallel.ForEachAsync(Enumerable.Range(0, 1000), new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (_, _) =>
        {
            var answer = await teacher.PostAsync("/exercises", Json(body), 201, key: "one"); // a content of its own: they cannot be shared between threads
            answers.Add(answer.GetProperty("id").GetString()!);
        });

        Assert.HasCount(1000, answers);
        Assert.HasCount(1, answers.Distinct().ToList());
        await using var database = s_service.Open();
        Assert.AreEqual(1, await database.Exercises.CountAsync(exercise => exercise.Slug == "sent-often", TestContext.CancellationToken));
        await teacher.PostAsync("/exercises", Json(new { content = s_content with { Slug = "another" }, module = "functions" }), 422, key: "one");
    }

    [TestMethod]
    public async Task A_refused_post_leaves_its_key_free()
    {
        var teacher = s_service.Teacher("hasty");
        await teacher.PostAsync("/exercises", Json(new { content = s_content with { Slug = "not a slug" }, module = "functions" }), 400, key: "k");
        await teacher.PostAsync("/exercises", Json(new { content = s_content with { Slug = "a-slug" }, module = "functions" }), 201, key: "k");
    }

    [TestMethod]
    public async Task What_was_deleted_can_be_restored()
    {
        var slug = await CreateAsync();
        var teacher = s_service.Teacher();

        await teacher.AskAsync(HttpMethod.Delete, $"/exercises/{slug}", etag: await teacher.ETagAsync($"/exercises/{slug}/source"));
        await teacher.GetAsync($"/exercises/{slug}/source", 404);
        await teacher.PostAsync($"/exercises/{slug}/restore");
        await teacher.GetAsync($"/exercises/{slug}/source", 200);
    }

    [TestMethod]
    public async Task What_is_wrong_with_a_content_is_said_field_by_field()
    {
        var bad = s_content with { Slug = "No Slug", Title = " ", Difficulty = 9, Concepts = ["magic"], Tests = new TestSuite() };

        var problem = await s_service.Teacher().PostAsync("/exercises", Json(new { content = bad, module = "nowhere" }), 400);

        var fields = problem.GetProperty("errors").EnumerateObject().Select(field => field.Name).Order();
        Assert.AreEqual("concepts, difficulty, module, slug, tests, title", string.Join(", ", fields));
    }

    [TestMethod]
    public async Task A_list_is_filtered_sorted_and_paged()
    {
        using var response = await s_service.Learner().GetAsync(new Uri("/exercises?module=functions&sort=-difficulty&limit=3&offset=1", UriKind.Relative));
        var page = JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync());

        var difficulties = page.EnumerateArray().Select(exercise => exercise.GetProperty("difficulty").GetInt32()).ToList();
        Assert.HasCount(3, difficulties);
        CollectionAssert.AreEqual(difficulties.OrderDescending().ToList(), difficulties);
        Assert.IsGreaterThan(3, int.Parse(response.Headers.GetValues("X-Total-Count").Single(), System.Globalization.CultureInfo.InvariantCulture));
        await s_service.Learner().GetAsync("/exercises?limit=0", 400);
        await s_service.Learner().GetAsync("/exercises?status=draft", 403);
    }

    [TestMethod]
    public async Task A_question_is_written_published_and_answered()
    {
        var teacher = s_service.Teacher();
        var question = new QuizContent
        {
            Slug = "two-and-two",
            Kind = QuizKind.SingleChoice,
            Difficulty = 1,
            Concepts = ["numbers"],
            Question = "2 + 2?",
            Options = [new QuizOption { Text = "4", Correct = true, Explanation = "Yes." }, new QuizOption { Text = "22", Explanation = "These are numbers." }],
        };
        await teacher.PostAsync("/quiz", Json(new { content = question, module = "first-steps" }), 201);
        await s_service.Learner().GetAsync("/quiz/two-and-two", 404);

        await teacher.AskAsync(HttpMethod.Post, "/quiz/two-and-two/publish", etag: await teacher.ETagAsync("/quiz/two-and-two/source"));

        Assert.AreEqual(2, (await s_service.Learner().GetAsync("/quiz/two-and-two", 200)).GetProperty("options").GetArrayLength());
    }

    internal static HttpContent Json<T>(T value) => new StringContent(
        JsonSerializer.Serialize(value, ContentJson.Options), System.Text.Encoding.UTF8, "application/json");

    private static async Task<string> CreateAsync(ExerciseContent? content = null)
    {
        var slug = $"double-{Guid.NewGuid():N}"[..20];
        await s_service.Teacher().PostAsync("/exercises", Json(new { content = (content ?? s_content) with { Slug = slug }, module = "functions" }), 201);
        return slug;
    }

    private static async Task PublishAsync(string slug)
    {
        var teacher = s_service.Teacher();
        await teacher.AskAsync(HttpMethod.Post, $"/exercises/{slug}/publish", etag: await teacher.ETagAsync($"/exercises/{slug}/source"));
    }

    private static async Task EditAsync(HttpClient teacher, string slug, ExerciseContent content)
        => await teacher.AskAsync(HttpMethod.Put, $"/exercises/{slug}", Json(content), etag: await teacher.ETagAsync($"/exercises/{slug}/source"));
}
