using System.Runtime.InteropServices;
using LearnFlow.DaprSidecar;
using LearnFlow.DaprSidecar.Diagnostics;
using LearnFlow.DaprSidecar.Invocation;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

// LearnFlow.DaprSidecar --app-id triage --app-port 5301 --resources-path components [-- --app-id web …]
// For each app prints "READY {httpPort} {grpcPort}" when its sidecar listens. Ends on SIGTERM, on Ctrl-C, or when POST /v1.0/shutdown has
// stopped all sidecars. Exit code 2: a flag, a resource file or a port cannot be used; the last line says which.
var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
var sidecars = new List<Sidecar>();
try
{
    var flags = DaprdFlags.ReadAll(args);
    var options = flags.Select(f => f.ToOptions()).ToList();
    var telemetry = Telemetry.Create();
    using var logs = LoggerFactory.Create(log =>
    {
        log.AddSimpleConsole(console => (console.SingleLine, console.ColorBehavior) = (true, LoggerColorBehavior.Disabled))
            .SetMinimumLevel(flags.Min(f => f.LogLevel)).AddFilter("Microsoft", LogLevel.Warning).AddFilter("Grpc", LogLevel.Warning);
        foreach (var (flag, option) in flags.Zip(options))
        {
            log.AddFilter($"dapr.{option.AppId}", flag.LogLevel);
        }
        if (telemetry is not null)
        {
            Telemetry.AddLogs(log);
        }
    });
    var apps = new AppDirectory();
    var running = options.Count;
    foreach (var (flag, option) in flags.Zip(options))
    {
        foreach (var unused in flag.Unused)
        {
            logs.CreateLogger($"dapr.{option.AppId}").LogWarning("--{Flag} has no effect: this sidecar does not have what it sets", unused);
        }
        Sidecar? sidecar = null;
        sidecar = new Sidecar(option with
        {
            LoggerFactory = logs,
            Apps = apps,
            ShutdownRequested = async () =>
            {
                await sidecar!.StopAsync();
                if (Interlocked.Decrement(ref running) == 0)
                {
                    ended.TrySetResult();
                }
            },
        });
        sidecars.Add(sidecar);
    }
    using var terminate = Stop(PosixSignal.SIGTERM);
    using var interrupt = Stop(PosixSignal.SIGINT);
    foreach (var sidecar in sidecars)
    {
        await sidecar.StartAsync();
        Console.WriteLine($"READY {sidecar.HttpPort} {sidecar.GrpcPort}");
    }
    telemetry?.Start(options.Select(o => o.AppId));
    await ended.Task;
    // An app whose delivery is under way may still call the others.
    await Task.WhenAll(sidecars.Select(s => s.StopDeliveriesAsync()));
    await Task.WhenAll(sidecars.Select(s => s.StopAsync()));
    if (telemetry is not null)
    {
        await telemetry.StopAsync();
    }
    return 0;
}
catch (Exception unusable) when (unusable is FormatException or InvalidOperationException or IOException)
{
    await Task.WhenAll(sidecars.Select(s => s.StopAsync()));
    Console.Error.WriteLine(unusable.Message);
    return 2;
}

PosixSignalRegistration Stop(PosixSignal signal) => PosixSignalRegistration.Create(signal, context =>
{
    context.Cancel = true;
    ended.TrySetResult();
});
