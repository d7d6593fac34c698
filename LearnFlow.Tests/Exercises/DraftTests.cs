namespace LearnFlow.Tests.Exercises;

/// <summary>What learners keep at the service: drafts, their versions, links to programs, and what is shown after a pass.</summary>
[TestClass]
public sealed class DraftTests
{
    private static ExercisesDatabase s_server = null!;
    private static ExercisesHost s_service = null!;

    private readonly HttpClient _ada = s_service.Learner(Guid.NewGuid().ToString("N"));
    private readonly HttpClient _grace = s_service.Learner(Guid.NewGuid().ToString("N"));

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
    public async Task A_draft_is_its_learner_s_alone_and_the_same_on_every_device()
    {
        Assert.AreEqual("\"0\"", await _ada.ETagAsync("/drafts/door-sign"));
        await _ada.AskAsync(HttpMethod.Put, "/drafts/door-sign", new { code = "print('ä')\r\n" }, etag: "\"0\"");

        Assert.AreEqual("print('ä')\r\n", (await _ada.GetAsync("/drafts/door-sign", 200)).GetProperty("code").GetString());
        Assert.IsFalse((await _grace.GetAsync("/drafts/door-sign", 200)).TryGetProperty("code", out var code) && code.ValueKind != System.Text.Json.JsonValueKind.Null);
    }

    [TestMethod]
    public async Task Who_has_not_seen_the_latest_text_overwrites_nothing()
    {
        await _ada.AskAsync(HttpMethod.Put, "/drafts/practice", new { code = "1" }, etag: "\"0\"");
        var read = await _ada.ETagAsync("/drafts/practice");
        await _ada.AskAsync(HttpMethod.Put, "/drafts/practice", new { code = "2" }, etag: read);

        await _ada.AskAsync(HttpMethod.Put, "/drafts/practice", new { code = "3" }, 412, etag: read);
        await _ada.AskAsync(HttpMethod.Put, "/drafts/practice", new { code = "3" }, 412, etag: "\"0\"");
        await _ada.AskAsync(HttpMethod.Put, "/drafts/practice", new { code = "3" }, 428);

        Assert.AreEqual("2", (await _ada.GetAsync("/drafts/practice", 200)).GetProperty("code").GetString());
    }

    [TestMethod]
    public async Task Two_devices_that_write_the_first_text_at_once_do_not_lose_one()
    {
        var statuses = await Task.WhenAll(Enumerable.Range(0, 8).Select(async number =>
        {
            using var response = await _ada.SendAsync(Asking.Request(HttpMethod.Put, "/drafts/at-once", new { code = $"{number}" }, etag: "\"0\""));
            return (int)response.StatusCode;
        }));

        Assert.AreEqual(1, statuses.Count(status => status == 200), string.Join(' ', statuses));
        Assert.AreEqual(7, statuses.Count(status => status == 412), string.Join(' ', statuses));
    }

    [TestMethod]
    [DataRow("Upper", "x", 400)]
    [DataRow("..%2fetc", "x", 400)]
    [DataRow("nulls", "a\0b", 400)]
    public async Task What_is_no_draft_is_refused(string name, string code, int status)
        => await _ada.AskAsync(HttpMethod.Put, $"/drafts/{name}", new { code }, status, etag: "\"0\"");

    [TestMethod]
    public async Task A_text_over_the_bound_is_refused_with_the_bound()
    {
        var refused = await _ada.AskAsync(HttpMethod.Put, "/drafts/large", new { code = new string('ä', (32 * 1024) + 1) }, 400, etag: "\"0\"");

        Assert.Contains("64 KiB", refused.GetProperty("detail").GetString()!);
    }

    [TestMethod]
    public async Task The_oldest_versions_give_way_and_those_with_a_name_stay()
    {
        var first = await _ada.PostAsync("/drafts/practice/versions", new { code = "first" });
        await _ada.AskAsync(HttpMethod.Put, $"/drafts/practice/versions/{first.GetProperty("id")}", new { title = "It works" });
        for (var number = 0; number < 32; number++)
        {
            await _ada.PostAsync("/drafts/practice/versions", new { code = $"{number}" });
        }

        await _ada.PostAsync("/drafts/practice/versions", new { code = "31" });
        var kept = (await _ada.GetAsync("/drafts/practice/versions", 200)).EnumerateArray().Select(version => version.GetProperty("code").GetString()).ToList();
        CollectionAssert.AreEqual(Enumerable.Range(2, 30).Reverse().Select(number => $"{number}").Append("first").ToList(), kept);
        await _grace.AskAsync(HttpMethod.Put, $"/drafts/practice/versions/{first.GetProperty("id")}", new { title = "Mine" }, 404);
    }

    [TestMethod]
    public async Task Whoever_has_a_link_reads_the_program_and_nobody_s_name_until_it_is_taken_back()
    {
        var shared = await _ada.PostAsync("/shares", new { title = "A turtle", code = "import turtle" });
        var link = $"/shares/{shared.GetProperty("token").GetString()}";

        var read = await _grace.GetAsync(link, 200);
        await _grace.AskAsync(HttpMethod.Delete, link, status: 404);
        Assert.AreEqual("import turtle", read.GetProperty("code").GetString());
        Assert.IsFalse(read.GetProperty("own").GetBoolean());
        Assert.AreEqual(5, read.EnumerateObject().Count(), read.ToString());

        await _ada.AskAsync(HttpMethod.Delete, link, status: 204);
        await _grace.GetAsync(link, 404);
    }

    [TestMethod]
    public async Task Links_are_bounded()
    {
        for (var number = 0; number < 30; number++)
        {
            await _ada.PostAsync("/shares", new { title = "", code = $"{number}" });
        }

        await _ada.PostAsync("/shares", new { title = "", code = "31" }, 400);
    }

    [TestMethod]
    public async Task What_is_solved_and_tried_is_known_and_the_author_s_solution_is_shown_after_a_pass_only()
    {
        await _ada.PostAsync("/exercises/door-sign/submissions", new { code = "wrong" });
        await _ada.PostAsync("/exercises/minutes-of-film/submissions", new { code = "wrong" });
        await _ada.GetAsync("/exercises/door-sign/reference", 404);
        await _ada.PostAsync("/exercises/door-sign/submissions", new { code = "right" });

        var progress = await _ada.GetAsync("/progress", 200);
        Assert.AreEqual("door-sign", progress.GetProperty("solved").EnumerateArray().Single().GetString());
        Assert.AreEqual("minutes-of-film", progress.GetProperty("tried").EnumerateArray().Single().GetString());
        Assert.Contains("print", (await _ada.GetAsync("/exercises/door-sign/reference", 200)).GetProperty("code").GetString()!);
        await _grace.GetAsync("/exercises/door-sign/reference", 404);
        Assert.AreEqual(0, (await _grace.GetAsync("/progress", 200)).GetProperty("solved").GetArrayLength());
    }
}
