using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using LearnFlow.Tests.Web;

namespace LearnFlow.Tests.EndToEnd;

/// <summary>Teachers at work on the running system, and what they must not reach: other teachers' classes and learners.</summary>
[TestClass]
public sealed class TeachingTests(TestContext context)
{
    private CancellationToken Cancellation => context.CancellationToken;

    [TestMethod, Timeout(300_000, CooperativeCancellation = true)]
    public async Task Classes_and_learners_of_others_are_not_there_on_any_page_or_API()
    {
        var (teacher, _) = await People.NewTeacherAsync(Cancellation);
        var (another, _) = await People.NewTeacherAsync(Cancellation);
        var (learner, _, learnerId) = await People.RegisterAsync(Cancellation);
        var (stranger, _, _) = await People.RegisterAsync(Cancellation);
        var (id, code) = await NewClassAsync(teacher);
        await PostAsync(learner, "/api/exercises/classes/join", new { code, name = "Ada" });
        var assignment = (await PostAsync(teacher, $"/api/exercises/classes/{id}/assignments", new { exercise = "door-sign", dueAt = DateTimeOffset.UtcNow.AddDays(1) })).GetProperty("id");
        var slug = $"own-{Guid.NewGuid():N}";
        await PostAsync(teacher, "/api/exercises/exercises", new { @class = id, content = Content(slug) });
        await PostAsync(learner, "/api/exercises/exercises/door-sign/submissions", new { code = "print(1)" });
        var submission = (await teacher.GetFromJsonAsync<JsonElement>($"/api/exercises/classes/{id}/submissions", Cancellation))[0].GetProperty("id");
        await learner.RunAsync("print('mine')", Cancellation);
        await learner.AttemptsAsync(1, Cancellation);
        string[] ofTheClass =
        [
            $"/api/exercises/classes/{id}", $"/api/exercises/classes/{id}/overview", $"/api/exercises/classes/{id}/submissions", $"/api/exercises/classes/{id}/submissions/{submission}",
            $"/api/exercises/classes/{id}/assignments", $"/api/exercises/classes/{id}/assignments/{assignment}", $"/api/exercises/exercises/{slug}/source",
            $"/api/triage/learners/{learnerId}/attempts", $"/api/triage/learners/struggles?learner={learnerId}", $"/teach/classes/{id}", $"/teach/learners/{learnerId}", $"/teach/write/{slug}",
        ];
        (HttpMethod Method, string Path, object? Body)[] changes =
        [
            (HttpMethod.Put, $"/api/exercises/classes/{id}", new { name = "mine now", teachers = new[] { "x" } }), (HttpMethod.Delete, $"/api/exercises/classes/{id}", null),
            (HttpMethod.Delete, $"/api/exercises/classes/{id}/members/{learnerId}", null), (HttpMethod.Put, $"/api/exercises/classes/{id}/assignments/{assignment}", new { dueAt = DateTimeOffset.UtcNow }),
            (HttpMethod.Delete, $"/api/exercises/classes/{id}/assignments/{assignment}", null), (HttpMethod.Post, $"/api/exercises/exercises/{slug}/publish", null),
            (HttpMethod.Post, $"/api/exercises/imports/humaneval?class={id}", new { }),
        ];

        var wrong = new List<string>();
        foreach (var path in ofTheClass)
        {
            await CheckAsync(teacher, "the teacher", HttpMethod.Get, path, null, 200);
            await CheckAsync(another, "another teacher", HttpMethod.Get, path, null, 404);
            await CheckAsync(stranger, "a stranger", HttpMethod.Get, path, null, 403, 404);
        }

        foreach (var (method, path, body) in changes)
        {
            await CheckAsync(another, "another teacher", method, path, body, 404);
            await CheckAsync(stranger, "a stranger", method, path, body, 403, 404);
        }

        await CheckAsync(learner, "the learner", HttpMethod.Get, $"/api/exercises/classes/{id}/overview", null, 403);
        await CheckAsync(learner, "the learner", HttpMethod.Get, $"/api/triage/learners/{learnerId}/attempts", null, 403);
        Assert.IsEmpty(wrong, string.Join('\n', wrong));
        Assert.AreEqual("[]", await another.GetStringAsync("/api/exercises/learners", Cancellation));
        await SubmitAsync(teacher, $"/teach/classes/{id}?handler=Due", new() { ["assignment"] = $"{assignment}", ["due"] = "2030-05-06T07:08" }, $"/teach/classes/{id}");
        Assert.Contains("6 May 2030, 07:08 UTC", await teacher.GetStringAsync($"/teach/classes/{id}", Cancellation), "The teacher's own change holds.");

        async Task CheckAsync(HttpClient caller, string who, HttpMethod method, string path, object? body, params int[] allowed)
        {
            using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
            request.Headers.TryAddWithoutValidation("If-Match", "*");
            request.Headers.TryAddWithoutValidation("Accept", path.StartsWith("/api", StringComparison.Ordinal) ? "application/json" : "text/html");
            using var response = await caller.SendAsync(request, Cancellation);
            if (!allowed.Contains((int)response.StatusCode))
                wrong.Add($"{method} {path} answers {who} with {(int)response.StatusCode}");
        }
    }

    [TestMethod, Timeout(300_000, CooperativeCancellation = true)]
    public async Task An_exercise_is_written_tried_out_and_published_and_of_two_editors_neither_loses_a_word()
    {
        var (teacher, _) = await People.NewTeacherAsync(Cancellation);
        var (id, _) = await NewClassAsync(teacher);
        var slug = $"double-{Guid.NewGuid():N}";
        var form = Form(slug, id);

        var failed = await SubmitAsync(teacher, "/teach/write?handler=Try", new(form) { ["Form.Solution"] = "def double(n):\n    return n" }, "/teach/write");
        Assert.Contains("data-trial=\"fails\"", failed);
        Assert.Contains("The reference solution fails", failed);
        using var before = await teacher.GetAsync($"/api/exercises/exercises/{slug}", Cancellation);
        Assert.AreEqual(HttpStatusCode.NotFound, before.StatusCode);
        var (mine, theirs) = (await VersionAsync(teacher, slug), await VersionAsync(teacher, slug));
        await SubmitAsync(teacher, $"/teach/write/{slug}?handler=Publish", new(form) { ["Version"] = theirs, ["Form.Statement"] = "Twice as much, they say." }, $"/teach/write/{slug}");
        Assert.Contains("Twice as much", await teacher.GetStringAsync($"/api/exercises/exercises/{slug}", Cancellation));

        var conflict = await SubmitAsync(teacher, $"/teach/write/{slug}", new(form) { ["Version"] = mine, ["Form.Statement"] = "Two times, I say." }, $"/teach/write/{slug}");
        Assert.Contains("data-conflict", conflict);
        Assert.Contains("Twice as much, they say.", conflict);
        Assert.Contains("Two times, I say.", conflict);
        Assert.Contains("they say", await teacher.GetStringAsync($"/api/exercises/exercises/{slug}/source", Cancellation), "Nothing was overwritten.");
        await SubmitAsync(teacher, $"/teach/write/{slug}", new(form) { ["Version"] = VersionIn(conflict), ["Form.Statement"] = "Both." }, $"/teach/write/{slug}");
        Assert.Contains("Both.", await teacher.GetStringAsync($"/api/exercises/exercises/{slug}/source", Cancellation));
    }

    [TestMethod, Timeout(300_000, CooperativeCancellation = true)]
    public async Task An_exercise_of_a_class_is_listed_for_its_members_and_never_in_the_course_that_pages_share()
    {
        var (teacher, _) = await People.NewTeacherAsync(Cancellation);
        var (member, _, _) = await People.RegisterAsync(Cancellation);
        var (stranger, _, _) = await People.RegisterAsync(Cancellation);
        using var guest = await RunningSystem.NewLearnerAsync(Cancellation);
        var (id, code) = await NewClassAsync(teacher);
        await PostAsync(member, "/api/exercises/classes/join", new { code, name = "Ada" });
        var slug = $"own-{Guid.NewGuid():N}";
        await SubmitAsync(teacher, "/teach/write?handler=Publish", Form(slug, id), "/teach/write");

        var list = $"/api/exercises/exercises?class={id}";
        Assert.Contains(slug, await member.GetStringAsync(list, Cancellation));
        Assert.AreEqual("[]", await stranger.GetStringAsync(list, Cancellation));
        // Web keeps the course for all visitors alike, whoever reads it first.
        foreach (var visitor in (HttpClient[])[member, guest, teacher, stranger])
            foreach (var page in (string[])["/learn", "/practice"])
                Assert.DoesNotContain(slug, await visitor.GetStringAsync(page, Cancellation), page);
    }

    [TestMethod, Timeout(300_000, CooperativeCancellation = true)]
    public async Task What_is_exported_from_one_class_is_imported_into_another_in_each_form()
    {
        var (teacher, _) = await People.NewTeacherAsync(Cancellation);
        var (from, _) = await NewClassAsync(teacher);
        var slug = $"double-{Guid.NewGuid():N}";
        await SubmitAsync(teacher, "/teach/write?handler=Publish", Form(slug, from), "/teach/write");

        foreach (var form in (string[])["learnflow", "humaneval", "exercism"])
        {
            var (to, _) = await NewClassAsync(teacher);
            var file = await teacher.GetByteArrayAsync($"/api/exercises/exports/{form}?class={from}", Cancellation);
            var html = await UploadAsync(teacher, form, to, file);
            Assert.Contains("1 of 1 exercises can be worked on", html, form);
            Assert.AreEqual(1, (await teacher.GetFromJsonAsync<JsonElement>($"/api/exercises/exercises?class={to}", Cancellation)).GetArrayLength(), form);
        }

        var refused = await UploadAsync(teacher, "exercism", from, "no zip"u8.ToArray());
        Assert.Contains("data-problem", refused);
        Assert.Contains("zip archive", refused);
    }

    [TestMethod, Timeout(300_000, CooperativeCancellation = true)]
    public async Task A_teacher_lets_another_teacher_but_no_learner_teach_the_class_too()
    {
        var (teacher, ownId) = await People.NewTeacherAsync(Cancellation);
        using var another = await People.DemoAsync(Roles.Teacher, Cancellation);
        var (_, learner, _) = await People.RegisterAsync(Cancellation);
        var (id, _) = await NewClassAsync(teacher);
        var page = $"/teach/classes/{id}";

        Assert.Contains("No teacher has this address", await ChangeAsync("Invite", "email", learner));
        using var before = await another.GetAsync(page, Cancellation);
        Assert.AreEqual(HttpStatusCode.NotFound, before.StatusCode);
        Assert.Contains("Tom Teacher teaches this class too now.", await ChangeAsync("Invite", "email", People.EmailOf(Roles.Teacher)));
        Assert.Contains("7b", await another.GetStringAsync(page, Cancellation));
        var theirId = (await teacher.GetFromJsonAsync<JsonElement>($"/api/exercises/classes/{id}", Cancellation)).GetProperty("teachers")[1].GetString()!;
        await ChangeAsync("Dismiss", "teacher", theirId);
        using var after = await another.GetAsync(page, Cancellation);
        Assert.AreEqual(HttpStatusCode.NotFound, after.StatusCode);
        Assert.Contains($"data-teacher=\"{ownId}\"", await ChangeAsync("Dismiss", "teacher", ownId), "Nobody shuts themselves out.");

        async Task<string> ChangeAsync(string handler, string field, string value)
        {
            var version = VersionIn(WebUtility.HtmlDecode(await teacher.GetStringAsync(page, Cancellation)), "version");
            await SubmitAsync(teacher, $"{page}?handler={handler}", new() { [field] = value, ["version"] = version }, page);
            return await teacher.GetStringAsync(page, Cancellation);
        }
    }

    private static Dictionary<string, string> Form(string slug, Guid id) => new()
    {
        ["Form.Slug"] = slug,
        ["Home"] = $"class:{id}",
        ["Form.Title"] = "Double",
        ["Form.Kind"] = "function",
        ["Form.Difficulty"] = "1",
        ["Form.Statement"] = "Give twice the number.",
        ["Form.Starter"] = "def double(n):\r\n    pass",
        ["Form.Solution"] = "def double(n):\r\n    return 2 * n",
        ["Form.Tests[0].Name"] = "three gives six",
        ["Form.Tests[0].Kind"] = "call",
        ["Form.Tests[0].Call"] = "double",
        ["Form.Tests[0].Args"] = "[3]",
        ["Form.Tests[0].Returns"] = "6",
        ["Form.Wrong[0].Why"] = "It squares.",
        ["Form.Wrong[0].Code"] = "def double(n):\r\n    return n * n",
    };

    private static object Content(string slug) => new
    {
        slug,
        title = "Own",
        kind = "program",
        difficulty = 1,
        concepts = Array.Empty<string>(),
        statement = "Print 1.",
        solution = "print(1)",
        tests = new { visible = new[] { new { name = "prints 1", output = "1\n" } } },
        hints = Array.Empty<string>(),
        wrong = Array.Empty<object>(),
    };

    private async Task<(Guid Id, string Code)> NewClassAsync(HttpClient teacher)
    {
        var made = await PostAsync(teacher, "/api/exercises/classes", new { name = "7b" });
        return (made.GetProperty("id").GetGuid(), made.GetProperty("joinCode").GetString()!);
    }

    private async Task<JsonElement> PostAsync(HttpClient caller, string path, object body)
    {
        using var response = await caller.PostAsJsonAsync(path, body, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.IsTrue(response.IsSuccessStatusCode, $"{path}: {(int)response.StatusCode} {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    private async Task<string> SubmitAsync(HttpClient teacher, string address, Dictionary<string, string> fields, string page)
    {
        using var response = await teacher.SubmitAsync(address, fields, page);
        return WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(Cancellation));
    }

    private async Task<string> UploadAsync(HttpClient teacher, string form, Guid to, byte[] file)
    {
        var page = await teacher.GetStringAsync("/teach/exchange", Cancellation);
        using var body = new MultipartFormDataContent
        {
            { new StringContent(Forms.TokenIn(page)), "__RequestVerificationToken" },
            { new StringContent(form), "Form" },
            { new StringContent($"class={to}"), "Home" },
            { new ByteArrayContent(file), "Upload", "file" },
        };
        using var response = await teacher.PostAsync("/teach/exchange", body, Cancellation);
        return await response.Content.ReadAsStringAsync(Cancellation);
    }

    private async Task<string> VersionAsync(HttpClient teacher, string slug)
        => VersionIn(WebUtility.HtmlDecode(await teacher.GetStringAsync($"/teach/write/{slug}", Cancellation)));

    /// <summary>The ETag that a page's form carries; the page is decoded, so its value stands between two pairs of quotes.</summary>
    private static string VersionIn(string html, string name = "Version") => $"\"{html.Split($"name=\"{name}\" value=\"\"")[1].Split('"')[0]}\"";
}
