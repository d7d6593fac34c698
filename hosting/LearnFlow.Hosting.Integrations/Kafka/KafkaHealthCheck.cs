using Confluent.Kafka;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace LearnFlow.Hosting.Integrations;

/// <summary>
/// Healthy when a broker answers a metadata request over the client's own connection. (Stock Aspire produces to a
/// health-check topic instead, which a development broker should not be filled with.)
/// </summary>
internal sealed class KafkaHealthCheck(Func<Handle> client) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.Run(() => Check(context), cancellationToken); // librdkafka's call blocks

    private HealthCheckResult Check(HealthCheckContext context)
    {
        try
        {
            using var admin = new DependentAdminClientBuilder(client()).Build();
            return admin.GetMetadata(Patience).Brokers.Count > 0
                ? HealthCheckResult.Healthy()
                : new HealthCheckResult(context.Registration.FailureStatus, "Kafka knows no broker.");
        }
        catch (Exception exception) when (exception is KafkaException or InvalidOperationException)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, "Kafka does not answer.", exception);
        }
    }
}
