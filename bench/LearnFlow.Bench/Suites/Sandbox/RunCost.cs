using System.Diagnostics;
using System.Globalization;

namespace LearnFlow.Bench.Suites.Sandbox;

/// <summary>What a run costs a worker: processor time, page faults, and whether workers slow each other.</summary>
internal static class RunCost
{
    private const int Runs = 1_000, NativeRuns = 100, Rounds = 3;
    private static readonly TimeSpan s_throughputTime = TimeSpan.FromSeconds(5);

    /// <summary>Measures the optimised build where it is there.</summary>
    public static async Task<IReadOnlyList<Figure>> MeasureAsync(CancellationToken cancellationToken)
    {
        var python = await NativePython.FindAsync(cancellationToken);
        await using var one = await SandboxUnderTest.StartAsync(1, isDefault: false, cancellationToken);
        await using var two = await SandboxUnderTest.StartAsync(2, isDefault: false, cancellationToken);
        for (var run = 0; run < Runs; run++) // the worker's own code is compiled and compiled again
            await one.RunAsync(Programs.Hello, cancellationToken);
        await PerSecondAsync(two, cancellationToken);

        var worker = one.Pool.Ready.Single();
        var before = ProcessUsage.Of(worker);
        for (var run = 0; run < Runs; run++)
            await one.RunAsync(Programs.Hello, cancellationToken);
        var own = (ProcessUsage.Of(worker) - before) / Runs;

        before = ProcessUsage.OfChildren();
        for (var run = 0; run < NativeRuns; run++)
            await python.RunAsync(Programs.Hello, cancellationToken);
        var native = (ProcessUsage.OfChildren() - before) / NativeRuns;

        // In turn, so that both meet the same machine. This process is the API: what it uses for a run, the workers do not have.
        var (alone, together, api) = (0.0, 0.0, 0.0);
        for (var round = 0; round < Rounds; round++)
        {
            alone += await PerSecondAsync(one, cancellationToken) / Rounds;
            before = ProcessUsage.Of(Environment.ProcessId);
            var perSecond = await PerSecondAsync(two, cancellationToken);
            api += (ProcessUsage.Of(Environment.ProcessId) - before).CpuMs / (perSecond * s_throughputTime.TotalSeconds) / Rounds;
            together += perSecond / Rounds;
        }
        // What two processors of this machine do more than one, shared as they may be.
        var machine = await NativePerSecondAsync(python, 2, cancellationToken) / await NativePerSecondAsync(python, 1, cancellationToken);
        return
        [
            new("hello_cpu_ms", own.CpuMs, "ms", native.CpuMs),
            new("hello_cpu_user_ms", own.UserMs, "ms", native.UserMs),
            new("hello_cpu_system_ms", own.SystemMs, "ms", native.SystemMs),
            new("hello_cpu_ratio", own.CpuMs / native.CpuMs, "×", Goal: 0.2),
            new("hello_minor_faults", own.MinorFaults, "faults", native.MinorFaults, Goal: 40),
            new("api_cpu_ms", api, "ms"),
            new("one_worker_per_s", alone, "1/s", HigherIsBetter: true),
            new("two_workers_per_s", together, "1/s", HigherIsBetter: true),
            new("workers_scaling", together / alone, "×", machine, Goal: 1.7, HigherIsBetter: true),
        ];
    }

    private static async Task<double> NativePerSecondAsync(NativePython python, int processes, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, processes).Select(async _ =>
        {
            for (var run = 0; run < NativeRuns; run++)
                await python.RunAsync(Programs.Hello, cancellationToken);
        }));
        return processes * NativeRuns / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task<double> PerSecondAsync(SandboxUnderTest sandbox, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, 4 * sandbox.Pool.Ready.Count).Select(async number =>
        {
            var caller = number.ToString(CultureInfo.InvariantCulture);
            var count = 0;
            for (; Stopwatch.GetElapsedTime(started) < s_throughputTime; count++)
                await sandbox.RunAsync(Programs.Hello, cancellationToken, caller: caller);
            return count;
        }));
        return counts.Sum() / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
