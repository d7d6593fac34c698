using Aspire.Hosting;
using Confluent.Kafka;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace LearnFlow.Hosting.Kafka;

/// <summary>Healthy while the broker answers a metadata request.</summary>
internal sealed class KafkaHealthCheck(KafkaServerResource kafka) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var bootstrapServers = await kafka.ConnectionStringExpression.GetValueAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // The client's calls block.
            var metadata = await Task.Run(() => KafkaTopics.GetMetadata(bootstrapServers), cancellationToken).ConfigureAwait(false);
            return metadata.Brokers.Count > 0 ? HealthCheckResult.Healthy() : new(context.Registration.FailureStatus, $"The Kafka cluster at {bootstrapServers} has no broker.");
        }
        catch (KafkaException e)
        {
            return new(context.Registration.FailureStatus, $"The Kafka broker at {bootstrapServers} does not answer: {e.Error.Reason}", e);
        }
    }
}
