using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using LearnFlow.Hosting.RunMode;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CommunityToolkit.Aspire.Hosting.Dapr;

/// <summary>Shows a sidecar in the dashboard under its app, though one program runs them all: with the program's state and its own log lines.</summary>
internal static class DaprSidecarView
{
    public static IResourceBuilder<DaprSidecarResource> ShowAsPartOf(this IResourceBuilder<DaprSidecarResource> builder, ExecutableResource program) =>
        builder
            .WithInitialState(new() { ResourceType = "DaprSidecar", Properties = [], State = KnownResourceStates.NotStarted })
            .OnInitializeResource((sidecar, e, cancellationToken) => Task.WhenAll(
                CopyStateAsync(sidecar, program, e.Notifications, cancellationToken),
                CopyLogAsync(sidecar, program, e.Services.GetRequiredService<ResourceLoggerService>(), e.Logger, cancellationToken)));

    private static async Task CopyStateAsync(DaprSidecarResource sidecar, ExecutableResource program, ResourceNotificationService notifications,
        CancellationToken cancellationToken)
    {
        await foreach (var change in notifications.WatchAsync(cancellationToken).ConfigureAwait(false))
        {
            if (change.Resource == program)
            {
                var now = change.Snapshot;
                await notifications.PublishUpdateAsync(sidecar, s => s with
                {
                    State = now.State, ExitCode = now.ExitCode, StartTimeStamp = now.StartTimeStamp, StopTimeStamp = now.StopTimeStamp,
                }).ConfigureAwait(false);
            }
        }
    }

    // "info: dapr.triage[0] component loaded"
    private static async Task CopyLogAsync(DaprSidecarResource sidecar, ExecutableResource program, ResourceLoggerService logs, ILogger log, CancellationToken cancellationToken)
    {
        var own = $": dapr.{program.Annotations.OfType<DaprProcessAnnotation>().Single(p => p.Sidecar == sidecar).AppId}[";
        await foreach (var lines in logs.WatchAsync(program).WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            foreach (var line in lines.Where(l => l.Content.Contains(own, StringComparison.Ordinal)))
            {
                log.Log(line.IsErrorMessage ? LogLevel.Error : LogLevel.Information, "{Line}", ConsoleLine.WithoutTime(line.Content));
            }
        }
    }
}
