using System.Diagnostics;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;

namespace LearnFlow.Bench.Suites.Help;

/// <summary>Help by the offline tutor through Web's public API: one learner, one request at a time.</summary>
internal static class OfflineHelp
{
    private const int WarmUps = 20, Requests = 100;

    private static readonly object Stuck = new { code = "people = 0\nprint(10 / people)" };

    /// <summary>A wrong result: the tests are run, then the cause is searched for.</summary>
    private static readonly object Wrong = new
    {
        code = "def good_days(steps, goal):\n    count = 0\n    for day in steps:\n        if day > goal:\n            count += 1\n    return count\n",
        level = 2,
        tests = new[] { new { name = "exactly the goal", function = "good_days", args = new object[] { new[] { 5 }, 5 }, expected = 1 } },
    };

    /// <summary>Boots the system and measures.</summary>
    public static async Task<IReadOnlyList<Figure>> MeasureAsync(CancellationToken cancellationToken)
    {
        await using var system = await LearnFlowSystem.StartAsync(cancellationToken);
        using var web = system.CreateWebClient();
        List<double> first = [], whole = [], firstWrong = [], wholeWrong = [];
        for (var i = 0; i < WarmUps + Requests; i++)
        {
            var (token, answer) = await AskAsync(web, Stuck, cancellationToken);
            var (tokenWrong, answerWrong) = await AskAsync(web, Wrong, cancellationToken);
            if (i >= WarmUps)
            {
                first.Add(token);
                whole.Add(answer);
                firstWrong.Add(tokenWrong);
                wholeWrong.Add(answerWrong);
            }
        }

        return
        [
            new("offline_first_token_p95_ms", Percentile95(first), "ms", Goal: 60),
            new("offline_answer_p95_ms", Percentile95(whole), "ms"),
            new("offline_search_first_token_p95_ms", Percentile95(firstWrong), "ms"),
            new("offline_search_answer_p95_ms", Percentile95(wholeWrong), "ms"),
        ];
    }

    /// <summary>Milliseconds to the first text, and to the end.</summary>
    private static async Task<(double FirstToken, double Answer)> AskAsync(HttpClient web, object question, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/triage/help") { Content = JsonContent.Create(question) };
        using var response = await web.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
        double? first = null;
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(cancellationToken))
        {
            if (item.EventType == "text")
                first ??= Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        return (first ?? throw new InvalidOperationException("The answer had no text."), Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }

    private static double Percentile95(List<double> values) => values.Order().ElementAt((int)Math.Ceiling(0.95 * values.Count) - 1);
}
