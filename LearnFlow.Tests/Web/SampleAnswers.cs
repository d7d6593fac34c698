using System.Collections.Concurrent;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace LearnFlow.Tests.Web;

/// <summary>What the stand-in's services answer beyond the course: all text in it is hostile, as learners' and models' may be.</summary>
internal static class SampleAnswers
{
    /// <summary>Runs if it ever becomes HTML.</summary>
    public const string Hostile = "<img src=x onerror=\"window.pwned=1\"><script>window.pwned=1</script>";

    public static void Map(WebApplication app)
    {
        app.MapPost("/v1.0/publish/pubsub/{topic}", (string topic) => Results.NoContent());
        app.MapGet("/v1.0/invoke/triage/method/personal-data", () => Results.Json(new { attempts = new { count = 3 } }));
        app.MapGet("/v1.0/invoke/exercises/method/personal-data", () => Results.Json(new { submissions = Array.Empty<object>() }));
        app.MapPost("/v1.0/invoke/triage/method/help", () => TypedResults.ServerSentEvents(Help()));
        app.MapPost("/v1.0/invoke/triage/method/help/{id}/feedback", (string id) => Results.NoContent());
        app.MapPost("/v1.0/invoke/sandbox/method/trace", () => Results.Json(Trace()));
        app.MapPost("/v1.0/invoke/exercises/method/exercises/{slug}/submissions", (HttpContext context, JsonElement submitted) =>
        {
            var code = submitted.GetProperty("code").GetString()!;
            if (code.Contains("waits", StringComparison.Ordinal))
            {
                return Results.Json(Waiting(Guid.NewGuid().ToString()), statusCode: StatusCodes.Status202Accepted);
            }

            if (!code.Contains("right", StringComparison.Ordinal))
            {
                return Results.Json(Failed());
            }

            SampleProgress.Solve(SidecarStandIn.LearnerOf(context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
            return Results.Json(SampleProgress.Passed);
        });
        app.MapGet("/v1.0/invoke/exercises/method/exercises/{slug}/submissions/{id}", (string id) => Results.Json(s_asked.TryAdd(id, true) ? Waiting(id) : Failed()));
        app.MapGet("/v1.0/invoke/exercises/method/modules", () => Results.Json(new object[]
        {
            new { slug = "loops", title = "Loops", goal = "Say it once, do it often.", position = 2, concepts = new[] { new { slug = "for-loops", title = "For loops", requires = Array.Empty<string>() } } },
            new { slug = "dictionaries", title = "Dictionaries", goal = "Find a value by its name.", position = 3, concepts = Array.Empty<object>() },
        }));
        app.MapGet("/v1.0/invoke/exercises/method/recommendation", () => Results.Json(new { exercise = new { slug = "sum-of-evens", title = "Sum of the even numbers" }, reason = "You know for loops well enough for it." }));
        app.MapGet("/v1.0/invoke/exercises/method/mastery", () => Results.Json(new[]
        {
            new { concept = "for-loops", title = "for loops", known = 0.97, answers = 6, level = "mastered" },
            new { concept = "lists", title = "Lists", known = 0.4, answers = 2, level = "learning" },
        }));
        app.MapGet("/v1.0/invoke/exercises/method/quiz", (string? module) => Results.Json(new[]
        {
            module == "order"
                ? new { id = "q2", module = "order", kind = "orderLines", difficulty = 1, question = "Which comes first?", options = new[] { "`print(total)`", "`total = 3`" } }
                : new { id = "q1", module = "loops", kind = "singleChoice", difficulty = 1, question = "What does `range(3)` give? " + Hostile, options = new[] { "`0, 1, 2`", "`1, 2, 3`" } },
        }));
        app.MapPost("/v1.0/invoke/exercises/method/quiz/{id}/answers", (string id, JsonElement answer) => Results.Json(new
        {
            correct = answer.GetProperty("choices")[0].GetInt32() == (id == "q2" ? 1 : 0),
            explanations = new[] { "It starts at 0.", "It starts at 0, and 3 is left out." },
            solution = id == "q2" ? new[] { 1, 0 } : [0],
            first = true,
        }));
        app.MapGet("/v1.0/invoke/concepts/method/concepts/search", (string q) => Results.Json(new[] { new { slug = "for-loops", title = "Repeating with for", summary = Hostile, score = 1.0 } }));
        SampleClasses.Map(app);
        SampleDrafts.Map(app);
        SampleProgress.Map(app);
        foreach (var path in (string[])["attempts", "learners/guest1/attempts"])
            app.MapGet($"/v1.0/invoke/triage/method/{path}", Attempts);
        app.MapGet("/v1.0/invoke/triage/method/learners/{id}/attempts", () => Results.Problem("There is no such learner in a class of yours.", statusCode: 404));
    }

    /// <summary>Solutions whose grade was asked for: at the first time they still wait.</summary>
    private static readonly ConcurrentDictionary<string, bool> s_asked = [];

    private static object Waiting(string id) => new { id, status = "waiting", testsPassed = 0, testsTotal = 2, passed = false, tests = Array.Empty<object>() };

    private static object Failed() => new
    {
        status = "graded",
        testsPassed = 1,
        testsTotal = 2,
        passed = false,
        tests = new object[]
        {
            new { name = "adds 2 and 4", hidden = false, passed = true, status = "passed" },
            new { name = Hostile, hidden = false, passed = false, input = "sum_of_evens([1])", expected = "0", actual = Hostile, diff = new[] { "- 0", "+ " + Hostile }, errorType = "ValueError", errorMessage = Hostile },
        },
    };

    private static IResult Attempts() => Results.Json(new
    {
        learnerId = "ada",
        count = 2,
        attempts = new[]
        {
            new { kind = "run", id = "2", at = DateTimeOffset.UnixEpoch.AddYears(50).AddMinutes(1), status = "error", errorType = "NameError", errorMessage = Hostile, errorLine = 1, code = "prin(1)\n" + Hostile },
            new { kind = "run", id = "1", at = DateTimeOffset.UnixEpoch.AddYears(50), status = "error", errorType = "NameError", errorMessage = "name 'prin' is not defined", errorLine = 1, code = "prin(1)" },
        },
    });

    private static async IAsyncEnumerable<SseItem<object>> Help()
    {
        yield return new(new { requestId = "h1", kind = "runtimeError", level = 1, levels = 3, source = "offline" }, "diagnosis");
        await Task.Yield();
        yield return new(new { text = $"Look at **line 1**. What is `b`?\n\n{Hostile}\n\n```python\nprint(b)" }, "text");
        yield return new(new { text = "\n```\n" }, "text");
        yield return new(new { requestId = "h1" }, "done");
    }

    /// <summary>A run as events.</summary>
    public static async IAsyncEnumerable<SseItem<object>> Stream(SidecarStandIn.RunAnswer answer)
    {
        await Task.Yield();
        foreach (var (error, text) in new[] { (false, answer.Output), (true, answer.Error) })
        {
            if (text.Length > 0)
                yield return new(new { error, text }, "output");
        }

        yield return new(new { result = answer, session = (object?)null }, "result");
    }

    /// <summary>Asks for a name, then greets it.</summary>
    public static async IAsyncEnumerable<SseItem<object>> Conversation(IReadOnlyList<string>? inputs)
    {
        await Task.Yield();
        var isAsking = inputs is not { Count: > 0 };
        var said = isAsking ? "Your name? " : $"Hello, {inputs![0]}!\n";
        yield return new(new { error = false, text = said }, "output");
        yield return new(new
        {
            result = new SidecarStandIn.RunAnswer("1", isAsking ? "waitingForInput" : "ok", said, "", 0, 3.0),
            session = new { seed = 1, startMs = 1, shownCharacters = said.Length, shownHash = "" },
        }, "result");
    }

    private static object Trace() => new
    {
        status = "ok",
        truncated = false,
        steps = new object[]
        {
            new { line = 1, @event = "line", function = "<module>", file = "main.py", stdout = "", stack = new[] { new { function = "<module>", line = 1, locals = Array.Empty<object>() } }, heap = new { } },
            new
            {
                line = 2,
                @event = "line",
                function = "<module>",
                file = "main.py",
                stdout = Hostile,
                stack = new[] { new { function = "<module>", line = 2, locals = new object[] { new { name = "numbers", value = new { @ref = "1" } }, new { name = "x", value = new { text = Hostile } } } } },
                heap = new Dictionary<string, object> { ["1"] = new { type = "list", items = new object[] { new { text = "4" }, new { text = "8" } } } },
            },
        },
    };
}
