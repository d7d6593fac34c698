using System.Net;
using System.Net.Sockets;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LearnFlow.Hosting.RunMode;

/// <summary>Shows on a resource what its executable does, and passes the resource's start, stop and restart commands on to it.</summary>
internal sealed partial class ExecutableMirror(IResource resource, ExecutableResource executable)
{
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(10);
    private string? _lastLine;

    /// <summary>Why the executable could not be prepared, as a sentence.</summary>
    public string? FailureReason { get; set; }

    public static IReadOnlyList<IResource> Children(IServiceProvider services, IResource resource) =>
        [.. services.GetRequiredService<DistributedApplicationModel>().Resources.Where(r => r is IResourceWithParent child && child.Parent == resource)];

    /// <summary>Follows the executable until the application stops.</summary>
    public Task RunAsync(InitializeResourceEvent e, IPEndPoint address, CancellationToken cancellationToken) =>
        Task.WhenAll(FollowStateAsync(e, address, cancellationToken), FollowLogAsync(e, cancellationToken));

    /// <summary>The children run once the resource is ready: their own health checks then succeed at the first try.</summary>
    public async Task StartChildrenAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var notifications = services.GetRequiredService<ResourceNotificationService>();
        foreach (var child in Children(services, resource))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await notifications.PublishUpdateAsync(child, s => s with { State = KnownResourceStates.Running, StartTimeStamp = DateTime.UtcNow, StopTimeStamp = null }).ConfigureAwait(false);
        }
    }

    public void AddCommands<T>(IResourceBuilder<T> builder) where T : IResource
    {
        Add(KnownResourceCommands.StartCommand, "Start", "Play", highlight: true, isRunning => isRunning ? ResourceCommandState.Hidden : ResourceCommandState.Enabled);
        Add(KnownResourceCommands.StopCommand, "Stop", "Stop", highlight: true, isRunning => isRunning ? ResourceCommandState.Enabled : ResourceCommandState.Hidden);
        Add(KnownResourceCommands.RestartCommand, "Restart", "ArrowCounterclockwise", highlight: false, isRunning => isRunning ? ResourceCommandState.Enabled : ResourceCommandState.Disabled);

        void Add(string command, string displayName, string icon, bool highlight, Func<bool, ResourceCommandState> state) => builder.WithCommand(
            command,
            displayName,
            context => context.Services.GetRequiredService<ResourceCommandService>().ExecuteCommandAsync(executable, command, context.CancellationToken),
            new CommandOptions
            {
                IconName = icon,
                IconVariant = highlight ? IconVariant.Filled : IconVariant.Regular,
                IsHighlighted = highlight,
                UpdateState = context => context.ResourceSnapshot.State?.Text is { } text && (text == KnownResourceStates.Running || KnownResourceStates.TerminalStates.Contains(text) || text == KnownResourceStates.NotStarted)
                    ? state(text == KnownResourceStates.Running)
                    : ResourceCommandState.Disabled,
            });
    }

    private async Task FollowStateAsync(InitializeResourceEvent e, IPEndPoint address, CancellationToken cancellationToken)
    {
        string? shown = null;
        await foreach (var change in e.Notifications.WatchAsync(cancellationToken).ConfigureAwait(false))
        {
            if (change.Resource != executable || change.Snapshot.State?.Text is not { Length: > 0 } state || state == shown)
            {
                continue;
            }

            shown = state;
            if (state == KnownResourceStates.Running)
            {
                await WaitUntilListeningAsync(e.Notifications, change.ResourceId, address, cancellationToken).ConfigureAwait(false);
                await PublishAsync(e.Notifications, resource, change.Snapshot, reason: null).ConfigureAwait(false);
                continue;
            }

            var reason = Reason(change.Snapshot, state);
            if (reason is not null)
            {
                LogEnd(e.Logger, reason);
            }

            foreach (var r in (IEnumerable<IResource>)[resource, .. Children(e.Services, resource)])
            {
                await PublishAsync(e.Notifications, r, change.Snapshot, reason).ConfigureAwait(false);
            }
        }
    }

    private string? Reason(CustomResourceSnapshot snapshot, string state)
    {
        if (state == KnownResourceStates.FailedToStart)
        {
            return FailureReason ?? $"'{executable.Name}' could not be started: its log says why.";
        }

        var ended = KnownResourceStates.TerminalStates.Contains(state) && snapshot.ExitCode is not (null or 0);
        return ended ? $"'{executable.Name}' ended with exit code {snapshot.ExitCode}{(_lastLine is null ? "" : $" after it wrote: {_lastLine}")}" : null;
    }

    private static Task PublishAsync(ResourceNotificationService notifications, IResource target, CustomResourceSnapshot from, string? reason) =>
        notifications.PublishUpdateAsync(target, s => s with
        {
            State = from.State,
            ExitCode = from.ExitCode,
            StartTimeStamp = from.StartTimeStamp,
            StopTimeStamp = from.StopTimeStamp,
            Properties = [.. s.Properties.Where(p => p.Name != "Reason"), .. reason is null ? [] : new[] { new ResourcePropertySnapshot("Reason", reason) }],
        });

    // The health check's next try after a failed one is a second later: it begins when somebody listens.
    private static async Task WaitUntilListeningAsync(ResourceNotificationService notifications, string resourceId, IPEndPoint address, CancellationToken cancellationToken)
    {
        while (notifications.TryGetCurrentState(resourceId, out var current) && current.Snapshot.State?.Text == KnownResourceStates.Running)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(address, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(s_poll, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task FollowLogAsync(InitializeResourceEvent e, CancellationToken cancellationToken)
    {
        var log = e.Services.GetRequiredService<ResourceLoggerService>().WatchAsync(executable);
        await foreach (var lines in log.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            foreach (var line in lines)
            {
                _lastLine = ConsoleLine.WithoutTime(line.Content);
                CopyLine(e.Logger, line.IsErrorMessage ? LogLevel.Error : LogLevel.Information, _lastLine);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Reason}")]
    private static partial void LogEnd(ILogger logger, string reason);

    [LoggerMessage(Message = "{Line}")]
    private static partial void CopyLine(ILogger logger, LogLevel level, string line);
}
