using System.Diagnostics;
using System.Globalization;

namespace LearnFlow.Bench.Suites.Sandbox;

/// <summary>
/// The sandbox beside the machine's own Python, bubblewrap and Docker where they are: start-up, computing, throughput,
/// memory, and what hostile programs cost. Figures of the default build of Python end in <c>_default</c>.
/// </summary>
internal static class SandboxSuite
{
    private const int WarmUps = 30, Runs = 200, Imports = 60, Callers = 50;
    private static readonly TimeSpan s_throughputTime = TimeSpan.FromSeconds(5);

    /// <summary>Measures one build after the other, each beside native Python in the same loop.</summary>
    public static async Task<IReadOnlyList<Figure>> MeasureAsync(CancellationToken cancellationToken)
    {
        var python = await NativePython.FindAsync(cancellationToken);
        var figures = new List<Figure>();
        await using (var automatic = await SandboxUnderTest.StartAsync(1, isDefault: false, cancellationToken))
        {
            await using var standard = await SandboxUnderTest.StartAsync(1, isDefault: true, cancellationToken);
            if (automatic.Build != standard.Build)
                figures.AddRange(await MeasureAsync(automatic, python, isDefault: false, cancellationToken));
            figures.AddRange(await MeasureAsync(standard, python, isDefault: true, cancellationToken));
        }
        figures.AddRange(await RunCost.MeasureAsync(cancellationToken));
        figures.AddRange(await OtherSandboxes.MeasureAsync(python, cancellationToken));
        figures.AddRange(await HostileRuns.MeasureAsync(cancellationToken));
        var gateway = (await RunSuite.MeasureAsync(cancellationToken)).Single(figure => figure.Name == "run_gateway_ratio");
        figures.Add(gateway with { Name = "hello_gateway_ratio", Goal = 0.6 });
        return figures;
    }

    private static async Task<IReadOnlyList<Figure>> MeasureAsync(SandboxUnderTest sandbox, NativePython python, bool isDefault, CancellationToken cancellationToken)
    {
        var suffix = isDefault ? "_default" : "";
        double? Goal(double optimised, double? standard = null) => isDefault ? standard : optimised;
        var figures = new List<Figure>();
        foreach (var (name, code, runs, optimisedGoal, standardGoal) in ((string, string, int, double?, double?)[])
            [("hello", Programs.Hello, Runs, 0.2, 0.6), ("ten_imports", Programs.TenImports, Imports, null, null)])
        {
            var (own, native) = await CompareAsync(
                () => sandbox.RunAsync(code, cancellationToken), () => python.RunAsync(code, cancellationToken), runs);
            figures.Add(new($"{name}_worker_p50{suffix}_ms", own.Percentile(50), "ms", native.Percentile(50)));
            figures.Add(new($"{name}_worker_p95{suffix}_ms", own.Percentile(95), "ms", native.Percentile(95)));
            figures.Add(new($"{name}_worker_ratio{suffix}", own.Percentile(50) / native.Percentile(50), "×", Goal: isDefault ? standardGoal : optimisedGoal));
        }

        var ratios = new List<double>();
        foreach (var (name, code) in Programs.CpuBound)
        {
            var own = Milliseconds((await sandbox.RunAsync(code, cancellationToken, new(30_000, 20_000))).Output);
            var native = Milliseconds(await python.RunAsync(code, cancellationToken));
            ratios.Add(own / native);
            figures.Add(new($"cpu_{name}{suffix}_ms", own, "ms", native));
        }
        figures.Add(new($"cpu_geomean_ratio{suffix}", Math.Exp(ratios.Average(Math.Log)), "×", Goal: Goal(2.5)));

        var one = await PerSecondAsync(4, caller => sandbox.RunAsync(Programs.Hello, cancellationToken, caller: caller));
        await using var pair = await SandboxUnderTest.StartAsync(2, isDefault, cancellationToken);
        var two = await PerSecondAsync(8, caller => pair.RunAsync(Programs.Hello, cancellationToken, caller: caller));
        var http = await PerSecondAsync(Callers, _ => pair.PostAsync(Programs.Hello, cancellationToken));
        var parallel = await PerSecondAsync(2, _ => python.RunAsync(Programs.Hello, cancellationToken));
        figures.Add(new($"throughput_1_worker{suffix}_per_s", one, "1/s", HigherIsBetter: true));
        figures.Add(new($"throughput_2_workers{suffix}_per_s", two, "1/s", parallel, HigherIsBetter: true));
        figures.Add(new($"throughput_50_callers_http{suffix}_per_s", http, "1/s", parallel, HigherIsBetter: true));
        figures.Add(new($"throughput_ratio{suffix}", two / parallel, "×", Goal: Goal(5), HigherIsBetter: true));
        figures.Add(new($"two_workers_rss{suffix}_mb", pair.WorkersMegabytes(), "MB"));
        return figures;
    }

    /// <summary>Times two things in turn, so that both meet the same machine.</summary>
    public static async Task<(Samples One, Samples Other)> CompareAsync(Func<Task> one, Func<Task> other, int runs)
    {
        for (var i = 0; i < WarmUps; i++)
            await one();
        Samples ones = new(), others = new();
        for (var i = 0; i < runs; i++)
        {
            await ones.AddAsync(one);
            await others.AddAsync(other);
        }
        return (ones, others);
    }

    private static async Task<double> PerSecondAsync(int callers, Func<string, Task> run)
    {
        var started = Stopwatch.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, callers).Select(async number =>
        {
            var caller = number.ToString(CultureInfo.InvariantCulture);
            var count = 0;
            for (; Stopwatch.GetElapsedTime(started) < s_throughputTime; count++)
                await run(caller);
            return count;
        }));
        return counts.Sum() / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static double Milliseconds(string output) => double.Parse(output, CultureInfo.InvariantCulture);
}
