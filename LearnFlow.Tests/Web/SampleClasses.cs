using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace LearnFlow.Tests.Web;

/// <summary>A class of the stand-in's, which everybody who asks teaches, with one member; and an exercise as its author sees it.</summary>
internal static class SampleClasses
{
    private static readonly object s_class = new { id = Id, name = "7b " + SampleAnswers.Hostile, teaching = true, joinCode = "ABCD2345", teachers = new[] { "t" } };

    /// <summary>A class that everybody is in.</summary>
    private static readonly object s_joined = new { id = Id, name = "8a", teaching = false, joinCode = (string?)null, teachers = (string[]?)null };

    public static Guid Id { get; } = Guid.Parse("0193a000-0000-7000-8000-000000000001");

    public static void Map(WebApplication app)
    {
        const string exercises = "/v1.0/invoke/exercises/method";
        var assignment = new { id = Id, exercise = "sum-of-evens", title = "Sum of the even numbers", dueAt = DateTimeOffset.UnixEpoch.AddYears(60), solvedAt = (DateTimeOffset?)null };
        app.MapGet($"{exercises}/learners", () => Results.Json(new[] { new { learner = "guest1", name = "Ada", classes = new[] { "7b" } } }));
        app.MapGet($"{exercises}/classes", () => Results.Json(new object[] { s_class, s_joined }));
        app.MapGet($"{exercises}/classes/{{id}}", () => Results.Json(s_class));
        app.MapGet($"{exercises}/classes/{{id}}/assignments", () => Results.Json(new[] { assignment }));
        app.MapGet($"{exercises}/classes/{{id}}/overview", () => Results.Json(new
        {
            learners = new[]
            {
                new
                {
                    learner = "guest1",
                    name = SampleAnswers.Hostile,
                    assignments = new[] { new { exercise = "sum-of-evens", submissions = 2, bestScore = 0.5, solvedAt = (DateTimeOffset?)null, late = true } },
                },
            },
            concepts = new[] { new { concept = "for-loops", meanKnown = 0.4, learners = 1, mastered = 0 } },
        }));
        app.MapGet($"{exercises}/exercises/{{slug}}/source", (HttpContext context, string slug) =>
        {
            context.Response.Headers.ETag = "\"1\"";
            return Results.Json(new { slug, module = "loops", @class = (Guid?)null, status = "draft", revision = 0, edited = true, content = Content(slug) });
        });
    }

    private static JsonObject Content(string slug) => new()
    {
        ["slug"] = slug,
        ["title"] = "Sum of the even numbers",
        ["kind"] = "function",
        ["difficulty"] = 2,
        ["concepts"] = new JsonArray("for-loops"),
        ["statement"] = SampleAnswers.Hostile,
        ["starter"] = "def sum_of_evens(numbers):\n    ...\n",
        ["solution"] = "def sum_of_evens(numbers):\n    return sum(n for n in numbers if n % 2 == 0)\n",
        ["tests"] = new JsonObject
        {
            ["visible"] = new JsonArray(new JsonObject { ["name"] = "adds 2 and 4", ["call"] = "sum_of_evens", ["args"] = new JsonArray(new JsonArray(2, 4)), ["returns"] = 6 }),
            ["hidden"] = new JsonArray(new JsonObject { ["name"] = "by hand", ["script"] = "assert sum_of_evens([]) == 0" }, new JsonObject { ["name"] = "io", ["stdin"] = "1\n", ["output"] = "" }),
        },
        ["hints"] = new JsonArray("Which numbers are even?"),
        ["wrong"] = new JsonArray(new JsonObject { ["code"] = "def sum_of_evens(n): return 0", ["why"] = "It adds nothing." }),
    };
}
