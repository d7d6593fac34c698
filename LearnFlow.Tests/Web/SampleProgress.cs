using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace LearnFlow.Tests.Web;

/// <summary>What the stand-in knows of who has solved what. A text with the word “right” in it passes all tests.</summary>
internal static class SampleProgress
{
    private const string Exercises = "/v1.0/invoke/exercises/method";

    private static readonly ConcurrentDictionary<string, bool> s_solved = [];

    /// <summary>Remembers that a learner solved <c>sum-of-evens</c>.</summary>
    public static void Solve(string learner) => s_solved[learner] = true;

    public static bool IsSolvedBy(string learner) => s_solved.ContainsKey(learner);

    public static void Map(WebApplication app)
    {
        app.MapGet(Exercises + "/progress", (HttpContext context) => Results.Json(new
        {
            solved = IsSolvedBy(LearnerOf(context)) ? (string[])["sum-of-evens"] : [],
            tried = (string[])["greeting"],
            quizzes = new[] { new { module = "loops", answered = 1, correct = 1 } },
        }));
        app.MapGet(Exercises + "/exercises/{slug}/reference", (HttpContext context) => IsSolvedBy(LearnerOf(context))
            ? Results.Json(new { code = "def sum_of_evens(numbers):\n    return sum(n for n in numbers if n % 2 == 0)\n" })
            : Results.Problem("The author's solution is shown when yours passes all tests.", statusCode: StatusCodes.Status404NotFound));
        app.MapGet(Exercises + "/exercises/{slug}/submissions", (HttpContext context) => Results.Json(IsSolvedBy(LearnerOf(context)) ? (object[])[Passed] : []));
    }

    /// <summary>A submission that passed.</summary>
    public static object Passed { get; } = new
    {
        id = Guid.Empty,
        at = DateTimeOffset.UnixEpoch.AddYears(56),
        testsPassed = 2,
        testsTotal = 2,
        passed = true,
        tests = new[] { Test("adds 2 and 4", false), Test("an empty list", true) },
    };

    private static object Test(string name, bool hidden) => new
    {
        name, hidden, passed = true, input = (string?)null, expected = (string?)null, actual = (string?)null, diff = (string[]?)null, errorType = (string?)null, errorMessage = (string?)null,
    };

    private static string LearnerOf(HttpContext context)
        => SidecarStandIn.LearnerOf(context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase));
}
