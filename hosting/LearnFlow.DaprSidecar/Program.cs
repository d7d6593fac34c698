using LearnFlow.DaprSidecar;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;

// dotnet LearnFlow.DaprSidecar.dll --app-id triage --app-port 5301 --resources-path components
// Prints "READY {httpPort} {grpcPort}" when it listens; ends on SIGTERM, Ctrl-C or POST /v1.0/shutdown.
var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
SidecarOptions options;
ILoggerFactory logs;
try
{
    var flags = new DaprdFlags(args);
    options = flags.ToOptions();
    var level = flags.LogLevel switch { "debug" => LogLevel.Debug, "warn" => LogLevel.Warning, "error" => LogLevel.Error, _ => LogLevel.Information };
    logs = LoggerFactory.Create(log =>
        log.AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(level).AddFilter("Microsoft", LogLevel.Warning).AddFilter("Grpc",
        LogLevel.Warning));
}
catch (FormatException unreadable)
{
    Console.Error.WriteLine(unreadable.Message);
    return 2;
}

using (logs)
using (Stop(PosixSignal.SIGTERM))
using (Stop(PosixSignal.SIGINT))
{
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
    await ended.Task;
}
return 0;

PosixSignalRegistration Stop(PosixSignal signal) => PosixSignalRegistration.Create(signal, context =>
{
    context.Cancel = true;
    ended.TrySetResult();
});
