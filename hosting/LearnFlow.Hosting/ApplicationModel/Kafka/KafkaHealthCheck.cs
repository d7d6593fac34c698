using System.Net.Sockets;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Healthy when the broker accepts connections.</summary>
internal sealed class KafkaHealthCheck(KafkaServerResource kafka) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!kafka.PrimaryEndpoint.IsAllocated)
            return HealthCheckResult.Unhealthy($"The endpoint of '{kafka.Name}' has no address yet.");
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(kafka.PrimaryEndpoint.Host, kafka.PrimaryEndpoint.Port, cancellationToken).ConfigureAwait(false);
            return HealthCheckResult.Healthy();
        }
        catch (SocketException e)
        {
            return new(context.Registration.FailureStatus, e.Message, e);
        }
    }
}
