using Aspire.Hosting;
using Confluent.Kafka;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace LearnFlow.Hosting.Kafka;

/// <summary>Healthy while the broker answers a metadata request. The client lives for one check only, so that nothing polls between checks.</summary>
internal sealed class KafkaHealthCheck(KafkaServerResource kafka) : IHealthCheck
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(2);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var bootstrapServers = await kafka.ConnectionStringExpression.GetValueAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // The client's calls block.
            var metadata = await Task.Run(() => GetMetadata(bootstrapServers), cancellationToken).ConfigureAwait(false);
            return metadata.Brokers.Count > 0 ? HealthCheckResult.Healthy() : new(context.Registration.FailureStatus, $"The Kafka cluster at {bootstrapServers} has no broker.");
        }
        catch (KafkaException e)
        {
            return new(context.Registration.FailureStatus, $"The Kafka broker at {bootstrapServers} does not answer: {e.Error.Reason}", e);
        }
    }

    private static Metadata GetMetadata(string? bootstrapServers)
    {
        using var client = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = bootstrapServers }).SetLogHandler((_, _) => { }).Build();
        return client.GetMetadata(s_timeout);
    }
}
