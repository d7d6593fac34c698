using System.Runtime.InteropServices;
using LearnFlow.DaprSidecar;
using LearnFlow.DaprSidecar.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

// LearnFlow.DaprSidecar --app-id triage --app-port 5301 --resources-path components
// Prints "READY {httpPort} {grpcPort}" when it listens; ends on SIGTERM, Ctrl-C or POST /v1.0/shutdown.
// Exit code 2: a flag, a resource file or a port cannot be used; the last line says which.
var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
try
{
    var flags = new DaprdFlags(args);
    var options = flags.ToOptions();
    var telemetry = Telemetry.For(options.AppId);
    using var logs = LoggerFactory.Create(log =>
    {
        log.AddSimpleConsole(console => (console.SingleLine, console.ColorBehavior) = (true, LoggerColorBehavior.Disabled))
            .SetMinimumLevel(flags.LogLevel).AddFilter("Microsoft", LogLevel.Warning).AddFilter("Grpc", LogLevel.Warning);
        telemetry?.AddLogs(log);
    });
    foreach (var unused in flags.Unused)
    {
        logs.CreateLogger($"dapr.{options.AppId}").LogWarning("--{Flag} has no effect: this sidecar does not have what it sets", unused);
    }
    using var terminate = Stop(PosixSignal.SIGTERM);
    using var interrupt = Stop(PosixSignal.SIGINT);
    await using var sidecar = new Sidecar(options with
    {
        LoggerFactory = logs,
        ShutdownRequested = () =>
        {
            ended.TrySetResult();
            return Task.CompletedTask;
        },
    });
    await sidecar.StartAsync();
    Console.WriteLine($"READY {sidecar.HttpPort} {sidecar.GrpcPort}");
    telemetry?.Start();
    await ended.Task;
    await sidecar.StopAsync();
    if (telemetry is not null)
    {
        await telemetry.StopAsync();
    }
    return 0;
}
catch (Exception unusable) when (unusable is FormatException or InvalidOperationException or IOException)
{
    Console.Error.WriteLine(unusable.Message);
    return 2;
}

PosixSignalRegistration Stop(PosixSignal signal) => PosixSignalRegistration.Create(signal, context =>
{
    context.Cancel = true;
    ended.TrySetResult();
});
