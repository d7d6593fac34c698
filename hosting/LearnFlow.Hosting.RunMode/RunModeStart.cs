using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Lifecycle;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LearnFlow.Hosting.RunMode;

/// <summary>
/// Takes the data folder before anything starts, so that a second AppHost on it ends with one sentence, and begins to watch.
/// </summary>
/// <remarks>Not hosted services: those of Aspire come first, and end their start only when every resource has begun its own.</remarks>
internal sealed class RunModeStart : IDistributedApplicationEventingSubscriber
{
    public Task SubscribeAsync(IDistributedApplicationEventing eventing, DistributedApplicationExecutionContext executionContext, CancellationToken cancellationToken)
    {
        eventing.Subscribe<BeforeStartEvent>((e, token) =>
        {
            e.Services.GetRequiredService<DataFolder>();
            var stopping = e.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
            var log = e.Services.GetRequiredService<ILogger<RunModeStart>>();
            foreach (var watcher in e.Services.GetServices<IResourceWatcher>())
            {
                _ = WatchAsync(watcher, log, stopping);
            }

            return Task.CompletedTask;
        });
        return Task.CompletedTask;
    }

    private static async Task WatchAsync(IResourceWatcher watcher, ILogger log, CancellationToken stopping)
    {
        try
        {
            await watcher.WatchAsync(stopping).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The AppHost stops.
        }
        catch (Exception failure)
        {
            log.LogError(failure, "{Watcher} ended.", watcher.GetType().Name);
        }
    }
}

/// <summary>Follows the states of the resources until the AppHost stops.</summary>
internal interface IResourceWatcher
{
    Task WatchAsync(CancellationToken stoppingToken);
}
