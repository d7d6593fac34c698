using System.Globalization;
using System.Net.ServerSentEvents;
using LearnFlow.Bench.Suites.Web;

namespace LearnFlow.Bench.Suites.Class;

/// <summary>
/// A class at work: simulated learners with a teacher's board open, then bursts of learners who hand in within one second.
/// LEARNFLOW_CLASS_SECONDS sets how long each size works (120).
/// </summary>
internal static class ClassSuite
{
    private const double MaxFirstMs = 300;
    private static readonly int[] s_sizes = [30, 300], s_bursts = [30, 100, 300];
    private static readonly TimeSpan s_within = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan s_time = TimeSpan.FromSeconds(
        int.TryParse(Environment.GetEnvironmentVariable("LEARNFLOW_CLASS_SECONDS"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : 120);

    private static readonly Dictionary<string, double> s_p95Goals = new() { ["run"] = 60, ["submit"] = 150 };

    /// <summary>Boots the system and measures; every size meets what the one before it left.</summary>
    public static async Task<IReadOnlyList<Figure>> MeasureAsync(CancellationToken cancellationToken)
    {
        await using var system = await LearnFlowSystem.StartAsync(cancellationToken);
        var first = new ActionTimes();
        using (var learner = new SimulatedLearner(system, 0, first))
        {
            await learner.MeetAsync(cancellationToken);
        }
        Tell(first);
        using var teacher = await TeacherView.SignInAsync(system, cancellationToken);
        using var bell = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var board = WatchAsync(teacher, bell.Token);
        var figures = new List<Figure>(first.ToLongest(MaxFirstMs));
        foreach (var size in s_sizes)
        {
            figures.AddRange(await WorkAsync(system, size, cancellationToken));
        }
        foreach (var size in s_bursts)
        {
            figures.AddRange(await HandInAtOnceAsync(system, size, cancellationToken));
        }
        await bell.CancelAsync();
        figures.Add(new("board_events", await board, "events", HigherIsBetter: true));
        return figures;
    }

    private static async Task<IEnumerable<Figure>> WorkAsync(LearnFlowSystem system, int size, CancellationToken cancellationToken)
    {
        var (times, shares) = (new ActionTimes(), new ProcessShares());
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        over.CancelAfter(s_time);
        var learners = Enumerable.Range(0, size).Select(number => new SimulatedLearner(system, number, times)).ToList();
        await Task.WhenAll(learners.Select(learner => learner.WorkAsync(over.Token)));
        learners.ForEach(learner => learner.Dispose());
        cancellationToken.ThrowIfCancellationRequested();
        Tell(times);
        var suffix = size.ToString(CultureInfo.InvariantCulture);
        return [.. times.ToFigures(suffix, size == s_sizes[0] ? s_p95Goals : null), .. shares.ToFigures(suffix)];
    }

    private static async Task<IEnumerable<Figure>> HandInAtOnceAsync(LearnFlowSystem system, int size, CancellationToken cancellationToken)
    {
        var (times, later) = (new ActionTimes(), 0);
        var learners = Enumerable.Range(0, size).Select(number => new SimulatedLearner(system, number, times)).ToList();
        foreach (var learner in learners)
        {
            await learner.ArriveAsync(cancellationToken);
        }
        await Task.WhenAll(learners.Select(async (learner, number) =>
        {
            await Task.Delay(new ThinkTime(number).Within(s_within), cancellationToken);
            await times.MeasureAsync("burst", async () => Interlocked.Add(ref later, await learner.HandInAsync(cancellationToken) ? 1 : 0), cancellationToken);
        }));
        learners.ForEach(learner => learner.Dispose());
        Tell(times);
        return
        [
            .. times.ToFigures($"{size}", size == s_bursts[0] ? new Dictionary<string, double> { ["burst"] = 700 } : null)
                .Select(figure => figure with { Name = $"burst_{size}_{figure.Name.Replace("burst_", "", StringComparison.Ordinal).Replace($"_{size}", "", StringComparison.Ordinal)}" }),
            new($"burst_{size}_graded_later", later, "submissions"),
        ];
    }

    /// <summary>The teacher's board: how many events it got.</summary>
    private static async Task<int> WatchAsync(HttpClient teacher, CancellationToken bell)
    {
        var count = 0;
        try
        {
            await using var stream = await teacher.GetStreamAsync("/teach/live", bell);
            await foreach (var _ in SseParser.Create(stream).EnumerateAsync(bell))
            {
                count++;
            }
        }
        catch (OperationCanceledException) when (bell.IsCancellationRequested)
        {
            // The lesson is over.
        }
        return count;
    }

    private static void Tell(ActionTimes times)
    {
        foreach (var error in times.Errors.GroupBy(error => error).OrderByDescending(error => error.Count()).Take(10))
        {
            Console.Error.WriteLine($"{error.Count()} × {error.Key}");
        }
    }
}
