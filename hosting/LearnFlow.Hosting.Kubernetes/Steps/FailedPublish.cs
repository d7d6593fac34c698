using Aspire.Hosting.Publishing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LearnFlow.Hosting.Kubernetes.Steps;

/// <summary>Makes a failed step of the pipeline fail the program.</summary>
/// <remarks>
/// Without the CLI, Aspire 13.6.5 ends with exit code 0 whatever its steps do: it runs them in a BackgroundService, whose exception stops the
/// host and is then forgotten. The CLI has its own exit code and is not affected.
/// </remarks>
internal static class FailedPublish
{
    public static void SetsExitCode(IDistributedApplicationBuilder builder)
    {
        // The pipeline has logged the same failure before.
        builder.Services.AddLogging(logging => logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None));
        builder.Eventing.Subscribe<BeforePublishEvent>((published, _) =>
        {
            published.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(() =>
            {
                if (published.Services.GetServices<IHostedService>().OfType<BackgroundService>().Any(s => s.ExecuteTask is { IsFaulted: true }))
                {
                    Environment.ExitCode = 1;
                }
            });
            return Task.CompletedTask;
        });
    }
}
