using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;

namespace LearnFlow.Bench.Suites.Exercises;

/// <summary>Submissions end to end through the gateway, and the service alone over a large database.</summary>
internal static class ExercisesSuite
{
    private const int Learners = 20, Each = 10;
    private const string Path = "/api/exercises/exercises/door-sign/submissions";

    /// <summary>Measures both.</summary>
    public static async Task<IReadOnlyList<Figure>> MeasureAsync(CancellationToken cancellationToken)
        => [.. await SubmitAsync(cancellationToken), .. await LargeDatabase.MeasureAsync(cancellationToken)];

    private static async Task<List<Figure>> SubmitAsync(CancellationToken cancellationToken)
    {
        await using var system = await LearnFlowSystem.StartAsync(cancellationToken);
        var clients = Enumerable.Range(0, Learners).Select(_ => system.CreateWebClient()).ToList();
        await Task.WhenAll(clients.Select(client => HandInAsync(client, "warm-up", cancellationToken)));

        var times = new ConcurrentBag<double>();
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(clients.Select(async (client, learner) =>
        {
            for (var number = 0; number < Each; number++)
            {
                var began = Stopwatch.GetTimestamp();
                await HandInAsync(client, $"{learner} {number}", cancellationToken);
                times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }
        }));
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        clients.ForEach(client => client.Dispose());
        var sorted = times.Order().ToArray();
        return
        [
            new("submissions_per_s", Learners * Each / seconds, "1/s", HigherIsBetter: true),
            new("submit_p50_ms", sorted[sorted.Length / 2], "ms"),
            new("submit_p99_ms", sorted[(int)Math.Ceiling(0.99 * sorted.Length) - 1], "ms"),
        ];
    }

    // Every text is new: the same one again would get its grade of before. Runs are shared out, so a busy sandbox asks to wait.
    private static async Task HandInAsync(HttpClient client, string text, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var response = await client.PostAsJsonAsync(Path, new { code = $"# {text}\nprint('Ana')\nprint('Room 7')\n" }, cancellationToken);
            if (response.StatusCode is not (System.Net.HttpStatusCode.TooManyRequests or System.Net.HttpStatusCode.ServiceUnavailable))
            {
                response.EnsureSuccessStatusCode();
                return;
            }
            await Task.Delay(response.Headers.RetryAfter?.Delta ?? TimeSpan.FromMilliseconds(100), cancellationToken);
        }
    }
}
