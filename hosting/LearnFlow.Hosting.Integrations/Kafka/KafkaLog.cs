using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LearnFlow.Hosting.Integrations;

/// <summary>librdkafka's log lines in the application's log, category <c>Aspire.Confluent.Kafka</c>.</summary>
internal static class KafkaLog
{
    public static Action<LogMessage> To(IServiceProvider services)
    {
        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger(KafkaMetrics.MeterName);
        return line => logger.Log((LogLevel)line.LevelAs(LogLevelType.MicrosoftExtensionsLogging), "{Facility}: {Message}", line.Facility, line.Message);
    }
}
