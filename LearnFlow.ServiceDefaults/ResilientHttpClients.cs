using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging;

namespace LearnFlow;

/// <summary>Timeouts, retries and circuit breaker of every <see cref="HttpClient"/> that comes from the factory.</summary>
internal static class ResilientHttpClients
{
    /// <summary>A run in the sandbox may take its whole wall time plus the queue before it.</summary>
    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(30);

    public static IServiceCollection AddResilientHttpClients(this IServiceCollection services)
    {
        services.AddServiceDiscovery();

        // Polly tells of every request at Information, and its telemetry would tell of the requests that export telemetry.
        services.AddLogging(logging => logging.AddFilter("Polly", LogLevel.Warning));
        return services.ConfigureHttpClientDefaults(http =>
        {
            http.AddStandardResilienceHandler(Configure);
            http.AddServiceDiscovery();
        });
    }

    private static void Configure(HttpStandardResilienceOptions options)
    {
        options.AttemptTimeout.Timeout = AttemptTimeout;
        options.TotalRequestTimeout.Timeout = 2 * AttemptTimeout;
        options.CircuitBreaker.SamplingDuration = 2 * AttemptTimeout; // the library asks for at least twice the attempt's timeout
        options.Retry.DisableForUnsafeHttpMethods();                  // a POST that was lost on the way back may have had its effect
    }
}
