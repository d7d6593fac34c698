namespace LearnFlow.Bench.Suites.Boot;

/// <summary>
/// Starting the built AppHost until everything is healthy, beside starting its slowest service alone in the same run; the memory
/// of all processes; stopping. The data are there already, as at a developer's every start but the first. Linux only.
/// </summary>
internal static class BootSuite
{
    private const int Boots = 5, SingleStarts = 3;
    private const double GoalRatio = 5, GoalMegabytes = 900, GoalStopSeconds = 2;

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

            List<double> ready = [], resident = [], proportional = [], processor = [], stop = [];
            Dictionary<string, List<double>> steps = [], alone = [];
            for (var i = 0; i < Boots; i++)
            {
                await using var appHost = await BootedAppHost.StartAsync(data, cancellationToken);
                var processes = appHost.Processes;
                ready.Add(appHost.ReadySeconds);
                processor.Add(ProcessTree.ProcessorSeconds(processes));
                resident.Add(ProcessTree.ResidentMegabytes(processes));
                proportional.Add(ProcessTree.ProportionalMegabytes(processes));
                foreach (var (name, seconds) in appHost.Steps)
                    Add(steps, name, seconds);
                foreach (var service in SingleService.Of(appHost))
                {
                    for (var j = 0; j < SingleStarts; j++)
                        Add(alone, service.Name, await service.StartAsync(cancellationToken));
                }

                stop.Add(await appHost.StopAsync(cancellationToken));
            }

            var slowest = alone.Values.Max(Median);
            return
            [
                new("ready_s", Median(ready), "s", slowest),
                new("ready_ratio", Median(ready) / slowest, "×", Goal: GoalRatio),
                new("rss_mb", Median(resident), "MB", Goal: GoalMegabytes),
                new("stop_s", Median(stop), "s", Goal: GoalStopSeconds),
                new("pss_mb", Median(proportional), "MB"),
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

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static void Add(Dictionary<string, List<double>> values, string key, double value)
    {
        if (!values.TryGetValue(key, out var list))
            values.Add(key, list = []);
        list.Add(value);
    }
}
