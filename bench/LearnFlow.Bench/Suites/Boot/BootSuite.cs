namespace LearnFlow.Bench.Suites.Boot;

/// <summary>
/// Starting the built AppHost until everything is healthy, beside starting its slowest service alone in the same run; the memory
/// of all processes; stopping. The data are there already, as at a developer's every start but the first. Linux only.
/// </summary>
internal static class BootSuite
{
    private const int Boots = 5, SingleStarts = 3;
    private const double GoalRatio = 5, GoalMegabytes = 1250, GoalOwnMegabytes = 750, GoalStopSeconds = 5, GoalIdlePercent = 5;
    private static readonly TimeSpan s_settle = TimeSpan.FromMinutes(1), s_idle = TimeSpan.FromMinutes(1);

    /// <summary>Boots several times, each beside single starts of every service, and takes medians.</summary>
    public static async Task<IReadOnlyList<Figure>> MeasureAsync(CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux())
            throw new PlatformNotSupportedException("The suite boot reads /proc: run it on Linux.");

        var data = Directory.CreateTempSubdirectory("learnflow-boot-").FullName;
        try
        {
            // Makes the databases and compiles what is compiled once on a machine.
            await using (await BootedAppHost.StartAsync(data, cancellationToken)) { }

            List<double> ready = [], resident = [], processor = [], stop = [];
            Dictionary<string, List<double>> steps = [], alone = [];
            for (var i = 0; i < Boots; i++)
            {
                await using var appHost = await BootedAppHost.StartAsync(data, cancellationToken);
                ready.Add(appHost.ReadySeconds);
                processor.Add(ProcessTree.ProcessorSeconds(appHost.Processes));
                resident.Add(ProcessTree.ResidentMegabytes(appHost.Processes));
                foreach (var (name, seconds) in appHost.Steps)
                    Add(steps, name, seconds);
                foreach (var service in SingleService.Of(appHost))
                {
                    for (var j = 0; j < SingleStarts; j++)
                        Add(alone, service.Name, await service.StartAsync(cancellationToken));
                }

                stop.Add(await appHost.StopAsync(cancellationToken));
            }

            var idle = await IdleAsync(data, cancellationToken);
            var slowest = alone.Values.Max(Median);
            return
            [
                new("ready_s", Median(ready), "s", slowest),
                new("ready_ratio", Median(ready) / slowest, "×", Goal: GoalRatio),
                new("stop_s", Median(stop), "s", Goal: GoalStopSeconds),
                .. idle,
                new("rss_mb", Median(resident), "MB"),
                new("cpu_s", Median(processor), "s"),
                .. steps.Select(s => new Figure($"step_{s.Key}_s", Median(s.Value), "s")),
                .. alone.Select(s => new Figure($"alone_{s.Key}_s", Median(s.Value), "s")),
            ];
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    /// <summary>Memory and processor time when the system is ready and has nothing to do: one minute after the start, over another minute.</summary>
    private static async Task<IReadOnlyList<Figure>> IdleAsync(string data, CancellationToken cancellationToken)
    {
        await using var appHost = await BootedAppHost.StartAsync(data, cancellationToken);
        await Task.Delay(s_settle, cancellationToken);
        var all = appHost.Processes;
        var own = all.Where(id => !ProcessTree.IsAspire(id)).ToList();
        var (memory, ownMemory) = (ProcessTree.ProportionalMegabytes(all), ProcessTree.ProportionalMegabytes(own));
        var (before, ownBefore) = (ProcessTree.ProcessorSeconds(all), ProcessTree.ProcessorSeconds(own));
        await Task.Delay(s_idle, cancellationToken);
        return
        [
            new("pss_mb", memory, "MB", Goal: GoalMegabytes),
            new("own_pss_mb", ownMemory, "MB", Goal: GoalOwnMegabytes),
            new("idle_cpu_percent", 100 * (ProcessTree.ProcessorSeconds(all) - before) / s_idle.TotalSeconds, "%", Goal: GoalIdlePercent),
            new("own_idle_cpu_percent", 100 * (ProcessTree.ProcessorSeconds(own) - ownBefore) / s_idle.TotalSeconds, "%"),
            new("processes", all.Count, ""),
            .. own.GroupBy(id => Path.GetFileName(ProcessTree.Arguments(id).FirstOrDefault("")) is { Length: > 0 } name ? name.Split(' ')[0].TrimEnd(':') : "other")
                .Select(g => new Figure($"pss_{g.Key}_mb", ProcessTree.ProportionalMegabytes(g), "MB")),
        ];
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static void Add(Dictionary<string, List<double>> values, string key, double value)
    {
        if (!values.TryGetValue(key, out var list))
            values.Add(key, list = []);
        list.Add(value);
    }
}
