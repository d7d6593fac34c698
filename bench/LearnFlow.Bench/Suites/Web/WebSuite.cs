using System.Diagnostics;

namespace LearnFlow.Bench.Suites.Web;

/// <summary>The site: first bytes and whole pages, scripts, 500 open live streams, and how soon a teacher sees a struggle.</summary>
internal static class WebSuite
{
    private const int WarmUps = 30, MoreWarmUps = 600, Loads = 200, Listeners = 500, Struggles = 100;
    private static readonly string[] Pages = ["/", "/learn", "/practice", "/concepts", "/progress"];

    /// <summary>Boots the system and measures.</summary>
    public static async Task<IReadOnlyList<Figure>> MeasureAsync(CancellationToken cancellationToken)
    {
        var since = DateTime.Now;
        await using var system = await LearnFlowSystem.StartAsync(cancellationToken);
        using var web = system.CreateWebClient();
        var figures = new List<Figure>();
        Samples allCold = new(), allFirst = new(), allWhole = new();
        foreach (var page in Pages)
        {
            allCold.AddAll((await LoadAsync(page, WarmUps)).First);
            var (first, whole) = await LoadAsync(page, MoreWarmUps);
            var name = page == "/" ? "landing" : page[1..];
            figures.Add(new($"ttfb_{name}_p95_ms", first.Percentile(95), "ms"));
            allFirst.AddAll(first);
            allWhole.AddAll(whole);
            figures.Add(new($"script_kb_{name}", await PageScripts.KilobytesAsync(web, page, cancellationToken), "kB", Goal: page == "/practice" ? null : 40));
        }

        figures.Add(new("ttfb_cold_p95_ms", allCold.Percentile(95), "ms", Goal: 20));
        figures.Add(new("ttfb_p95_ms", allFirst.Percentile(95), "ms", Goal: 20));
        figures.Add(new("html_p95_ms", allWhole.Percentile(95), "ms"));
        figures.Add(new("sse_500_memory_mb", await MemoryOfListenersAsync(system, since, cancellationToken), "MB"));
        var coldToTeacher = await TeacherView.MeasureAsync(system, Struggles, cancellationToken);
        figures.Add(new("error_to_teacher_cold_p99_ms", coldToTeacher.Percentile(99), "ms", Goal: 250));
        var toTeacher = await TeacherView.MeasureAsync(system, Struggles, cancellationToken);
        figures.Add(new("error_to_teacher_p50_ms", toTeacher.Percentile(50), "ms"));
        figures.Add(new("error_to_teacher_p99_ms", toTeacher.Percentile(99), "ms", Goal: 250));
        return figures;

        // The first loads after a start are slower: the runtime still compiles, in all services at once.
        async Task<(Samples First, Samples Whole)> LoadAsync(string page, int warmUps)
        {
            for (var i = 0; i < warmUps; i++)
                (await web.GetAsync(page, cancellationToken)).Dispose();

            Samples first = new(), whole = new();
            for (var i = 0; i < Loads; i++)
            {
                await whole.AddAsync(async () =>
                {
                    HttpResponseMessage response = null!;
                    await first.AddAsync(async () => response = await web.GetAsync(page, HttpCompletionOption.ResponseHeadersRead, cancellationToken));
                    await response.Content.ReadAsByteArrayAsync(cancellationToken);
                    response.Dispose();
                });
            }

            return (first, whole);
        }
    }

    /// <summary>What Web's memory grows by while 500 guests listen.</summary>
    private static async Task<double> MemoryOfListenersAsync(LearnFlowSystem system, DateTime since, CancellationToken cancellationToken)
    {
        var before = Memory();
        var open = new List<(HttpClient Client, Stream Stream)>();
        for (var i = 0; i < Listeners; i++)
        {
            var client = system.CreateWebClient();
            open.Add((client, await client.GetStreamAsync("/live", cancellationToken)));
        }

        var after = Memory();
        open.ForEach(listener => { listener.Stream.Dispose(); listener.Client.Dispose(); });
        return (after - before) / (1024.0 * 1024);

        long Memory() => Process.GetProcesses().Where(process => process.StartTime >= since && IsWeb(process.Id))
            .Sum(process => process.WorkingSet64);
    }

    // A service runs as `dotnet LearnFlow.Web.dll`.
    private static bool IsWeb(int processId)
    {
        try
        {
            return File.ReadAllText($"/proc/{processId}/cmdline").Contains("LearnFlow.Web.dll", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false; // it has just ended
        }
    }
}
