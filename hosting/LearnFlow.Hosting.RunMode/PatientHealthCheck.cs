using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace LearnFlow.Hosting.RunMode;

/// <summary>
/// Until a check has succeeded once, a failure is tried again every 100 ms for up to five seconds before it counts. Aspire waits 1, 2, 3 …
/// seconds after each failure, so that a service that is ready after 3.1 s was found to be so after six.
/// </summary>
internal sealed class PatientHealthCheck(IHealthCheck inner, StrongBox<bool> hasSucceeded) : IHealthCheck
{
    private static readonly TimeSpan s_again = TimeSpan.FromMilliseconds(100), s_patience = TimeSpan.FromSeconds(5);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var begin = Stopwatch.GetTimestamp();
        while (true)
        {
            var result = await inner.CheckHealthAsync(context, cancellationToken).ConfigureAwait(false);
            hasSucceeded.Value |= result.Status == HealthStatus.Healthy;
            if (hasSucceeded.Value || Stopwatch.GetElapsedTime(begin) >= s_patience)
            {
                return result;
            }

            await Task.Delay(s_again, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Makes all checks of the application patient.</summary>
    public static void Wrap(HealthCheckServiceOptions options)
    {
        foreach (var registration in options.Registrations)
        {
            var (create, hasSucceeded) = (registration.Factory, new StrongBox<bool>());
            // Each run has services of its own, which end with it.
            registration.Factory = services => new PatientHealthCheck(create(services), hasSucceeded);
        }
    }
}
