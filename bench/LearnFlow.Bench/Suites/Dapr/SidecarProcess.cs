using System.Diagnostics;
using System.Globalization;
using LearnFlow.Tests.Dapr;

namespace LearnFlow.Bench.Suites.Dapr;

/// <summary>A sidecar as a process of its own, so that its memory and CPU time are its own.</summary>
internal sealed class SidecarProcess : IAsyncDisposable
{
    private readonly TestProcess _process;
    private readonly Process _statistics;

    private SidecarProcess(TestProcess process, int httpPort, int grpcPort)
    {
        (_process, HttpPort, GrpcPort) = (process, httpPort, grpcPort);
        _statistics = Process.GetProcessById(process.ProcessId);
    }

    public int HttpPort { get; }

    public int GrpcPort { get; }

    /// <summary>Its resident set in MB.</summary>
    public double ResidentMegabytes
    {
        get
        {
            _statistics.Refresh();
            return _statistics.WorkingSet64 / 1e6;
        }
    }

    /// <summary>The CPU time it has used.</summary>
    public TimeSpan CpuTime
    {
        get
        {
            _statistics.Refresh();
            return _statistics.TotalProcessorTime;
        }
    }

    /// <summary>Starts it and waits until its components are open and its app is subscribed.</summary>
    public static async Task<SidecarProcess> StartAsync(string appId, int appPort, string resources, CancellationToken cancellationToken)
    {
        var process = await TestProcess.StartAsync("READY ", "dotnet", Path.Combine(AppContext.BaseDirectory, "LearnFlow.DaprSidecar.dll"), "--app-id", appId,
            "--app-port", appPort.ToString(CultureInfo.InvariantCulture), "--dapr-http-port", "0", "--dapr-grpc-port", "0",
            "--resources-path", resources, "--log-level", "warn");
        var ports = process.ReadyLine.Split(' ');
        var sidecar = new SidecarProcess(process, int.Parse(ports[1], CultureInfo.InvariantCulture), int.Parse(ports[2], CultureInfo.InvariantCulture));
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{sidecar.HttpPort}") };
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while ((int)(await http.GetAsync("/v1.0/healthz", cancellationToken)).StatusCode != 204)
            await timer.WaitForNextTickAsync(cancellationToken);
        return sidecar;
    }

    public async ValueTask DisposeAsync()
    {
        _statistics.Dispose();
        await _process.DisposeAsync();
    }
}
