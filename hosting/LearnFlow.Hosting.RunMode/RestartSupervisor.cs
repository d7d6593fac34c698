using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace LearnFlow.Hosting.RunMode;

/// <summary>Starts a process again that ended by itself with an error, after 0.5 s, then 1, 2, 4 … 30 s. A minute of running resets that.</summary>
/// <remarks>
/// Aspire has no restart policy. A process that a person stops, in the dashboard or with the CLI, is
/// <see cref="KnownResourceStates.Stopping"/> before it has ended, and stays stopped; one that ends by itself never is.
/// </remarks>
internal sealed class RestartSupervisor(
    ResourceNotificationService notifications,
    ResourceCommandService commands,
    ResourceLoggerService logs,
    IConfiguration configuration,
    TimeProvider clock) : IResourceWatcher
{
    private static readonly TimeSpan s_first = TimeSpan.FromSeconds(0.5), s_max = TimeSpan.FromSeconds(30), s_stable = TimeSpan.FromMinutes(1);
    private readonly Dictionary<string, Instance> _instances = new(StringComparer.Ordinal);

    public async Task WatchAsync(CancellationToken stoppingToken)
    {
        if (!configuration.GetValue("LearnFlow:Restart", true))
        {
            return;
        }

        await foreach (var change in notifications.WatchAsync(stoppingToken).ConfigureAwait(false))
        {
            if (change.Resource is ProjectResource or ExecutableResource)
            {
                Observe(change, stoppingToken);
            }
        }
    }

    private void Observe(ResourceEvent change, CancellationToken stoppingToken)
    {
        var state = change.Snapshot.State?.Text;
        var instance = _instances.GetValueOrDefault(change.ResourceId);
        if (state == KnownResourceStates.Running && instance?.IsRunning != true)
        {
            _instances[change.ResourceId] = new(true, clock.GetTimestamp(), instance?.Delay ?? s_first);
        }
        else if (instance is { IsRunning: true } && KnownResourceStates.TerminalStates.Contains(state))
        {
            var delay = clock.GetElapsedTime(instance.Started) > s_stable ? s_first : instance.Delay;
            _instances[change.ResourceId] = new(false, 0, delay * 2 < s_max ? delay * 2 : s_max);
            if (change.Snapshot.ExitCode is not (null or 0))
            {
                _ = RestartAsync(change, delay, stoppingToken);
            }
        }
        else if (instance is { IsRunning: true } && state == KnownResourceStates.Stopping)
        {
            _instances[change.ResourceId] = new(false, 0, s_first);
        }
    }

    private async Task RestartAsync(ResourceEvent change, TimeSpan delay, CancellationToken stoppingToken)
    {
        var log = logs.GetLogger(change.ResourceId);
        try
        {
            log.LogWarning("Ended with exit code {ExitCode}; starting again in {Seconds} s.", change.Snapshot.ExitCode, delay.TotalSeconds.ToString(CultureInfo.InvariantCulture));
            await Task.Delay(delay, clock, stoppingToken).ConfigureAwait(false);
            var result = await commands.ExecuteCommandAsync(change.ResourceId, KnownResourceCommands.StartCommand, stoppingToken).ConfigureAwait(false);
            if (!result.Success)
            {
                log.LogError("It could not be started again: {Reason}", result.Message);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The AppHost stops.
        }
    }

    /// <param name="IsRunning">Whether the process runs.</param>
    /// <param name="Started">When it started, a timestamp of the clock.</param>
    /// <param name="Delay">What the next restart waits.</param>
    private sealed record Instance(bool IsRunning, long Started, TimeSpan Delay);
}
