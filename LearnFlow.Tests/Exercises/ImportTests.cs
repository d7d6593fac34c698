using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace LearnFlow.Tests.Exercises;

/// <summary>Imports through the service's API, with the real sandbox.</summary>
[TestClass]
public sealed class ImportTests
{
    private static ExercisesDatabase s_server = null!;
    private static LoopbackSandbox s_sandbox = null!;
    private static ExercisesHost s_service = null!;

    public TestContext TestContext { get; set; } = null!;

    [ClassInitialize]
    public static async Task StartAsync(TestContext context)
    {
        s_server = await ExercisesDatabase.StartAsync();
        s_sandbox = await LoopbackSandbox.StartAsync();
        s_service = await ExercisesHost.StartAsync(s_server, s_sandbox, context.CancellationToken);
    }

    [ClassCleanup]
    public static async Task StopAsync()
    {
        await s_service.DisposeAsync();
        await s_server.DisposeAsync();
    }

    [TestMethod]
    [NeedsHumanEval]
    public async Task HumanEval_becomes_a_classs_exercises_and_is_graded_164_right_and_0_wrong()
    {
        var teacher = s_service.Teacher();
        var (id, code) = await NewClassAsync(teacher);
        var file = new ByteArrayContent(await File.ReadAllBytesAsync(HumanEval.File, TestContext.CancellationToken));

        var report = await teacher.AskAsync(HttpMethod.Post, $"/imports/humaneval?class={id}", file);

        Assert.AreEqual(164, report.GetProperty("supported").GetInt32(), report.ToString());
        var ada = s_service.Learner("ada");
        await ada.PostAsync("/classes/join", new { code });
        var exercises = await ada.GetAsync($"/exercises?class={id}&limit=500", 200);
        Assert.AreEqual(164, exercises.GetArrayLength());

        var slugs = report.GetProperty("exercises").EnumerateArray()
            .ToDictionary(line => line.GetProperty("source").GetString()!["humaneval:".Length..], line => line.GetProperty("slug").GetString()!);
        Assert.AreEqual(164, await CountPassedAsync(ada, HumanEval.Load().Select(problem => (slugs[problem.TaskId], problem.Prompt + problem.CanonicalSolution))));
        Assert.AreEqual(0, await CountPassedAsync(ada, HumanEval.Load().Select(problem => (slugs[problem.TaskId], problem.Prompt + "    return object()\n"))));
    }

    [TestMethod]
    public async Task A_track_in_exercisms_layout_is_imported_and_what_cannot_run_here_is_told()
    {
        var teacher = s_service.Teacher();
        var (id, code) = await NewClassAsync(teacher);

        var report = await teacher.AskAsync(HttpMethod.Post, $"/imports/exercism?class={id}", Zip(Track.Files));

        var lines = report.GetProperty("exercises").EnumerateArray().ToDictionary(line => line.GetProperty("source").GetString()!);
        Assert.AreEqual(Track.Exercises.Count, lines.Count, "The track's concepts are no exercises.");
        foreach (var (slug, supported) in Track.Exercises)
            Assert.AreEqual(supported ? "imported" : "unsupported", lines[$"exercism:{slug}"].GetProperty("status").GetString(), lines[$"exercism:{slug}"].ToString());

        var learner = s_service.Learner();
        await learner.PostAsync("/classes/join", new { code });
        var right = await learner.PostAsync($"/exercises/{lines["exercism:greeter"].GetProperty("slug")}/submissions", new { code = Track.Greeter });
        Assert.AreEqual("a name|nobody", string.Join('|', right.GetProperty("tests").EnumerateArray().Select(test => test.GetProperty("name").GetString())));
        Assert.IsTrue(right.GetProperty("passed").GetBoolean(), right.ToString());
        var half = await learner.PostAsync(
            $"/exercises/{lines["exercism:greeter"].GetProperty("slug")}/submissions", new { code = "def greet(name=None):\n    return f'Hello, {name}!'\n" });
        Assert.AreEqual(0.5, half.GetProperty("score").GetDouble());
        StringAssert.Contains(half.GetProperty("tests")[1].GetProperty("errorMessage").GetString(), "test_nobody");
    }

    [TestMethod]
    public async Task A_folder_can_be_uploaded_and_the_same_again_changes_nothing()
    {
        var teacher = s_service.Teacher();
        var (id, _) = await NewClassAsync(teacher);

        var first = await teacher.AskAsync(HttpMethod.Post, $"/imports/exercism?class={id}", Form(Track.Supported));
        var second = await teacher.AskAsync(HttpMethod.Post, $"/imports/exercism?class={id}", Form(Track.Supported));

        Assert.AreEqual(Track.Exercises.Count(exercise => exercise.Value), first.GetProperty("supported").GetInt32());
        Assert.IsFalse(second.GetProperty("exercises").EnumerateArray().Any(line => line.GetProperty("status").GetString() is "imported" or "updated"), second.ToString());
    }

    [TestMethod]
    [DataRow("../evil.py")]
    [DataRow("/etc/passwd")]
    [DataRow("a/../../b")]
    public async Task A_path_that_leads_out_of_the_archive_is_refused(string path)
    {
        var (id, _) = await NewClassAsync(s_service.Teacher());
        await s_service.Teacher().AskAsync(HttpMethod.Post, $"/imports/exercism?class={id}", Zip(new Dictionary<string, string> { [path] = "x" }), 400);
    }

    [TestMethod]
    public async Task An_archive_that_unpacks_to_too_much_is_refused()
    {
        var (id, _) = await NewClassAsync(s_service.Teacher());
        var zeros = new string('0', 1 << 20);
        var bomb = Zip(Enumerable.Range(0, 70).ToDictionary(number => $"{number}.txt", _ => zeros));

        await s_service.Teacher().AskAsync(HttpMethod.Post, $"/imports/exercism?class={id}", bomb, 413);
    }

    [TestMethod]
    [DataRow("PK\u0003\u0004 not really a zip")]
    [DataRow("nothing of the kind")]
    [DataRow("")]
    public async Task What_is_no_archive_is_a_400_problem(string body)
    {
        var (id, _) = await NewClassAsync(s_service.Teacher());
        await s_service.Teacher().AskAsync(HttpMethod.Post, $"/imports/exercism?class={id}", new StringContent(body), 400);
    }

    [TestMethod]
    public async Task What_is_exported_can_be_imported_again()
    {
        var teacher = s_service.Teacher();
        var (id, _) = await NewClassAsync(teacher);
        await teacher.AskAsync(HttpMethod.Post, $"/imports/exercism?class={id}", Zip(Track.Supported));

        foreach (var form in new[] { "learnflow", "exercism" })
        {
            var (copy, _) = await NewClassAsync(teacher);
            using var response = await teacher.GetAsync(new Uri($"/exports/{form}?class={id}", UriKind.Relative));
            var body = new ByteArrayContent(await response.Content.ReadAsByteArrayAsync());
            var report = await teacher.AskAsync(HttpMethod.Post, $"/imports/{form}?class={copy}", body);
            Assert.AreEqual(Track.Exercises.Count(exercise => exercise.Value), report.GetProperty("supported").GetInt32(), report.ToString());
        }
    }

    [TestMethod]
    public async Task An_exercise_whose_starter_passes_is_to_be_refactored()
    {
        var teacher = s_service.Teacher();
        var (id, _) = await NewClassAsync(teacher);

        var report = await teacher.AskAsync(HttpMethod.Post, $"/imports/exercism?class={id}", Zip(Track.Supported));

        var kinds = await Task.WhenAll(report.GetProperty("exercises").EnumerateArray().Select(async line => (
            Source: line.GetProperty("source").GetString(),
            Kind: (await teacher.GetAsync($"/exercises/{line.GetProperty("slug")}/source", 200)).GetProperty("content").GetProperty("kind").GetString())));
        Assert.AreEqual("exercism:tidy-up", string.Join(' ', kinds.Where(exercise => exercise.Kind == "refactor").Select(exercise => exercise.Source)));
    }

    [TestMethod]
    public async Task Quiz_questions_go_out_and_come_in_with_the_exercises()
    {
        var teacher = s_service.Teacher();
        var (first, _) = await NewClassAsync(teacher);
        var (second, code) = await NewClassAsync(teacher);
        const string form = """
            {"format": "learnflow/1", "exercises": [], "quiz": [
              {"slug": "sum-of-two", "kind": "singleChoice", "difficulty": 1, "concepts": ["variables"], "question": "What is `1 + 1`?",
               "options": [{"text": "2", "correct": true, "explanation": "Yes."}, {"text": "11", "explanation": "These are numbers."}]},
              {"slug": "no-answer", "kind": "singleChoice", "difficulty": 1, "concepts": ["variables"], "question": "Which?",
               "options": [{"text": "a", "explanation": "No."}, {"text": "b", "explanation": "No."}]}]}
            """;

        var report = await teacher.AskAsync(HttpMethod.Post, $"/imports/learnflow?class={first}", new StringContent(form));
        Assert.AreEqual("imported unsupported", Statuses(report));
        var exported = (await teacher.GetAsync($"/exports/learnflow?class={first}", 200)).GetRawText();
        Assert.AreEqual("imported", Statuses(await teacher.AskAsync(HttpMethod.Post, $"/imports/learnflow?class={second}", new StringContent(exported))));
        Assert.AreEqual("unchanged", Statuses(await teacher.AskAsync(HttpMethod.Post, $"/imports/learnflow?class={first}", new StringContent(exported))));
        var changed = exported.Replace("1 + 1", "1 + 1.0", StringComparison.Ordinal);
        var update = await teacher.AskAsync(HttpMethod.Post, $"/imports/learnflow?class={second}", new StringContent(changed));
        Assert.AreEqual("updated", Statuses(update));

        var ada = s_service.Learner("quizzed");
        await ada.PostAsync("/classes/join", new { code });
        var shown = await ada.GetAsync($"/quiz/{update.GetProperty("quiz")[0].GetProperty("slug")}", 200);
        Assert.AreEqual("What is `1 + 1.0`?", shown.GetProperty("question").GetString());

        static string Statuses(JsonElement report)
            => string.Join(' ', report.GetProperty("quiz").EnumerateArray().Select(line => line.GetProperty("status").GetString()));
    }

    [TestMethod]
    public async Task Nobody_imports_into_another_teachers_class()
    {
        var (id, _) = await NewClassAsync(s_service.Teacher());
        await s_service.Teacher("other").AskAsync(HttpMethod.Post, $"/imports/exercism?class={id}", Zip(Track.Supported), 404);
    }

    private static async Task<(string Id, string Code)> NewClassAsync(HttpClient teacher)
    {
        var made = await teacher.PostAsync("/classes", new { name = "Year 9" }, 201);
        return (made.GetProperty("id").GetString()!, made.GetProperty("joinCode").GetString()!);
    }

    private static async Task<int> CountPassedAsync(HttpClient learner, IEnumerable<(string Slug, string Code)> submissions)
    {
        var passed = 0;
        await Parallel.ForEachAsync(submissions, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (submission, _) =>
        {
            var graded = await learner.PostAsync($"/exercises/{submission.Slug}/submissions", new { code = submission.Code });
            if (graded.GetProperty("passed").GetBoolean())
                Interlocked.Increment(ref passed);
        });
        return passed;
    }

    private static ByteArrayContent Zip(IReadOnlyDictionary<string, string> files)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create))
        {
            foreach (var (path, text) in files)
            {
                using var stream = archive.CreateEntry(path).Open();
                stream.Write(Encoding.UTF8.GetBytes(text));
            }
        }
        return new ByteArrayContent(bytes.ToArray()) { Headers = { ContentType = new MediaTypeHeaderValue("application/zip") } };
    }

    private static MultipartFormDataContent Form(IReadOnlyDictionary<string, string> files)
    {
        var form = new MultipartFormDataContent();
        foreach (var (path, text) in files)
            form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(text)), "files", path);
        return form;
    }
}
