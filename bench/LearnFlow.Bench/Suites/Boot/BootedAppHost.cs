using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace LearnFlow.Bench.Suites.Boot;

/// <summary>The built AppHost as a developer starts it: a process of its own, with ports and data of this measurement.</summary>
internal sealed partial class BootedAppHost : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);
    private readonly Process _process;

    private BootedAppHost(Process process, double seconds, IReadOnlyDictionary<string, double> steps) =>
        (_process, ReadySeconds, Steps) = (process, seconds, steps);

    /// <summary>From the start of the process until it reports that everything is healthy.</summary>
    public double ReadySeconds { get; }

    /// <summary>Seconds of each resource from the end of its waits until it was healthy, as the AppHost reports them.</summary>
    public IReadOnlyDictionary<string, double> Steps { get; }

    /// <summary>The AppHost and all its processes.</summary>
    public IReadOnlyList<int> Processes => ProcessTree.Of(_process.Id);

    /// <summary>Starts the AppHost that was built beside this bench.</summary>
    /// <exception cref="InvalidOperationException">A resource failed; the message holds what the AppHost said.</exception>
    public static async Task<BootedAppHost> StartAsync(string dataPath, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Program)
        {
            WorkingDirectory = Projects.LearnFlow_AppHost.ProjectPath,
            RedirectStandardOutput = true,
            Environment =
            {
                // What the launch profile sets; a port that is in use is replaced.
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
                ["DOTNET_ENVIRONMENT"] = "Development",
                ["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true",
                ["ASPNETCORE_URLS"] = "http://localhost:15310",
                ["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = "http://localhost:19310",
                ["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"] = "http://localhost:20310",
                ["LearnFlow__DataPath"] = dataPath,
                ["LearnFlow__Quiet"] = "false",
                ["DcpPublisher__RandomizePorts"] = "true",
            },
        };
        var begin = Stopwatch.GetTimestamp();
        var process = Process.Start(start)!;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(s_patience);
        var said = new List<string>();
        while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            said.Add(line);
            if (line.Contains(" is ready after ", StringComparison.Ordinal))
            {
                var seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
                _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None); // a full pipe would hold the AppHost up
                return new(process, seconds, Step().Matches(line).ToDictionary(m => m.Groups[1].Value, m => double.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture)));
            }
        }

        throw new InvalidOperationException($"The AppHost ended (exit code {process.ExitCode}): {string.Join(Environment.NewLine, said)}");
    }

    /// <summary>Asks it to stop, as Ctrl-C does, and returns the seconds until every one of its processes has ended.</summary>
    public async Task<double> StopAsync(CancellationToken cancellationToken)
    {
        var processes = Processes;
        var begin = Stopwatch.GetTimestamp();
        using (var kill = Process.Start("kill", ["-INT", _process.Id.ToString(CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync(cancellationToken);
        await _process.WaitForExitAsync(cancellationToken);
        while (processes.Any(id => ProcessTree.Arguments(id).Length > 0))
            await Task.Delay(5, cancellationToken);
        return Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await StopAsync(CancellationToken.None);
        _process.Dispose();
    }

    // Built for this bench's own configuration, beside its project.
    private static string Program
    {
        get
        {
            var output = new DirectoryInfo(AppContext.BaseDirectory);
            return Path.Combine(Projects.LearnFlow_AppHost.ProjectPath, "bin", output.Parent!.Name, output.Name, "LearnFlow.AppHost");
        }
    }

    [GeneratedRegex(@"([\w-]+) \(([\d.]+) s\)")]
    private static partial Regex Step();
}
