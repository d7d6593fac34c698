using System.Diagnostics;

namespace LearnFlow.Bench.Suites.Web;

/// <summary>The site: first bytes and whole pages, scripts, 500 open live streams, and how soon a teacher sees a struggle.</summary>
internal static class WebSuite
{
    private const int WarmUps = 30, Loads = 200, Listeners = 500, Struggles = 100;
    private static readonly string[] Pages = ["/", "/learn", "/practice", "/concepts", "/progress"];

    /// <summary>Boots the system and measures.</summary>
    public static async Task<IReadOnlyList<Figure>> MeasureAsync(CancellationToken cancellationToken)
    {
        var since = DateTime.Now;
        await using var system = await LearnFlowSystem.StartAsync(cancellationToken);
        using var web = system.CreateWebClient();
        var figures = new List<Figure>();
        Samples allFirst = new(), allWhole = new();
        foreach (var page in Pages)
        {
            for (var i = 0; i < WarmUps; i++)
                (await web.GetAsync(page, cancellationToken)).Dispose();

            Samples first = new();
            for (var i = 0; i < Loads; i++)
            {
                await allWhole.AddAsync(async () =>
                {
                    HttpResponseMessage response = null!;
                    await first.AddAsync(async () => response = await web.GetAsync(page, HttpCompletionOption.ResponseHeadersRead, cancellationToken));
                    await response.Content.ReadAsByteArrayAsync(cancellationToken);
                    response.Dispose();
                });
            }

            var name = page == "/" ? "landing" : page[1..];
            figures.Add(new($"ttfb_{name}_p95_ms", first.Percentile(95), "ms"));
            allFirst.AddAll(first);
            figures.Add(new($"script_kb_{name}", await PageScripts.KilobytesAsync(web, page, cancellationToken), "kB", Goal: page == "/practice" ? null : 40));
        }

        figures.Add(new("ttfb_p95_ms", allFirst.Percentile(95), "ms", Goal: 20));
        figures.Add(new("html_p95_ms", allWhole.Percentile(95), "ms"));
        figures.Add(new("sse_500_memory_mb", await MemoryOfListenersAsync(system, since, cancellationToken), "MB"));
        var toTeacher = await TeacherView.MeasureAsync(system, Struggles, cancellationToken);
        figures.Add(new("error_to_teacher_p50_ms", toTeacher.Percentile(50), "ms"));
        figures.Add(new("error_to_teacher_p99_ms", toTeacher.Percentile(99), "ms", Goal: 250));
        return figures;
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
