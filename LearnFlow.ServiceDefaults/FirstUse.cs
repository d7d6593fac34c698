using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LearnFlow;

/// <summary>
/// Asks a service's own endpoints what the first person will ask, before the service says that it is ready: code is compiled,
/// and connections are opened, by then. It calls as the service itself, for no learner, and must leave nothing behind. The setting
/// <c>FirstUse</c> (true) switches it off.
/// </summary>
public static class FirstUse
{
    /// <summary>Has <paramref name="ask"/> called once the service listens; readiness waits for its end, or for its failure.</summary>
    /// <param name="builder">The service.</param>
    /// <param name="ask">Gets the services and a client of the service's own address.</param>
    public static void AddFirstUse(this WebApplicationBuilder builder, Func<IServiceProvider, HttpClient, CancellationToken, Task> ask)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton(services => ActivatorUtilities.CreateInstance<Round>(services, ask));
        builder.Services.AddHostedService(services => services.GetRequiredService<Round>());
        builder.Services.AddHealthChecks().AddCheck<Round>("first-use");
    }

    private sealed class Round(
        Func<IServiceProvider, HttpClient, CancellationToken, Task> ask, IServiceProvider services, IServer server, IConfiguration configuration,
        IHostApplicationLifetime lifetime, IHostEnvironment environment, ILogger<Round> logger)
        : BackgroundService, IHealthCheck
    {
        private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(30);
        private volatile bool _isOver;

        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(_isOver ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The service tries itself out before its first use."));

        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var listens = lifetime.ApplicationStarted.Register(started.SetResult);
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            try
            {
                await started.Task.WaitAsync(stoppingToken);
                if (!configuration.GetValue("FirstUse", true))
                {
                    return;
                }

                patience.CancelAfter(s_longest);
                using var client = CreateClient();
                await ask(services, client, patience.Token);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                logger.LogInformation(exception, "The service could not try itself out: the first requests will be slower.");
            }
            finally
            {
                _isOver = true;
            }
        }

        private HttpClient CreateClient()
        {
            var address = server.Features.Get<IServerAddressesFeature>()!.Addresses.First()
                .Replace("//[::]", "//127.0.0.1", StringComparison.Ordinal).Replace("//0.0.0.0", "//127.0.0.1", StringComparison.Ordinal)
                .Replace("//+", "//127.0.0.1", StringComparison.Ordinal).Replace("//*", "//127.0.0.1", StringComparison.Ordinal);
            var client = new HttpClient { BaseAddress = new Uri(address) };
            client.DefaultRequestHeaders.Add(OwnSidecar.TokenHeader, configuration["APP_API_TOKEN"] ?? "");
            client.DefaultRequestHeaders.Add(OwnSidecar.CallerHeader, environment.ApplicationName);
            return client;
        }
    }
}
