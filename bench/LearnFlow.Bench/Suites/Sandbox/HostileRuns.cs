using System.Globalization;
using LearnFlow.Sandbox.Run;
using LearnFlow.Tests.Sandbox;

namespace LearnFlow.Bench.Suites.Sandbox;

/// <summary>
/// The attack suite, run one after the other on one worker: how long past its limit the slowest was stopped, and how
/// much memory the worker has gained after many of them. LEARNFLOW_HOSTILE_RUNS sets how many (10,000).
/// </summary>
internal static class HostileRuns
{
    private static readonly int s_runs =
        int.TryParse(Environment.GetEnvironmentVariable("LEARNFLOW_HOSTILE_RUNS"), NumberStyles.None, CultureInfo.InvariantCulture, out var runs) ? runs : 10_000;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(CancellationToken cancellationToken)
    {
        await using var sandbox = await SandboxUnderTest.StartAsync(1, isDefault: false, cancellationToken);
        var worker = sandbox.Pool.Ready.Single();

        // elapsedMs is the worker's own clock, from the guest's entry until it has been left.
        var limits = new RunLimits(WallTimeMs: 500, CpuTimeMs: 20_000, MemoryBytes: 64 << 20, OutputBytes: 16 << 10);
        var late = 0.0;
        foreach (var attack in Attack.All)
            late = Math.Max(late, (await sandbox.RunAsync(attack.Code, cancellationToken, limits)).ElapsedMs - limits.WallTimeMs);

        var before = sandbox.WorkersMegabytes();
        var quick = limits with { WallTimeMs = 20 };
        for (var run = 0; run < s_runs; run++)
            await sandbox.RunAsync(Attack.All[run % Attack.All.Count].Code, cancellationToken, quick);
        var after = sandbox.WorkersMegabytes();
        var isSame = sandbox.Pool.Ready.SingleOrDefault() == worker;
        return
        [
            new("stopped_late_max_ms", late, "ms", Goal: 150),
            new("hostile_runs", s_runs, "runs"),
            new("hostile_rss_before_mb", before, "MB"),
            new("hostile_rss_growth_mb", after - before, "MB", before, Goal: 20),
            new("hostile_worker_crashes", isSame ? 0 : 1, "crashes", Goal: 0),
        ];
    }
}
