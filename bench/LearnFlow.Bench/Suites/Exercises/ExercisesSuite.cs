using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;

namespace LearnFlow.Bench.Suites.Exercises;

/// <summary>Submissions end to end through the gateway, and the service alone over a large database.</summary>
internal static class ExercisesSuite
{
    private const int Learners = 20, Each = 50;
    private const string Right = "name = input()\ntown = input()\nprint(f'Hello, I am {name}!')\nprint(f'I came from {town}.')\n"; // passes the exercise's three tests
    private const string Path = "/api/exercises/exercises/name-badge/submissions";

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
            new("submissions_per_s", Learners * Each / seconds, "1/s", Goal: 100, HigherIsBetter: true),
            new("submit_p50_ms", sorted[sorted.Length / 2], "ms", Goal: 150),
            new("submit_p99_ms", sorted[(int)Math.Ceiling(0.99 * sorted.Length) - 1], "ms"),
        ];
    }

    // Every text is new: the same one again would get its grade of before.
    private static async Task HandInAsync(HttpClient client, string text, CancellationToken cancellationToken)
    {
        using var response = await client.PostAsJsonAsync(Path, new { code = $"# {text}\n{Right}" }, cancellationToken);
        if (response.StatusCode != System.Net.HttpStatusCode.OK)
        {
            throw new InvalidOperationException($"A submission was answered with {(int)response.StatusCode}, not with its grade.");
        }
    }
}
