using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting;

/// <summary>Adds Kafka brokers.</summary>
/// <remarks>The embedded host runs librdkafka's development broker as a child process in place of the container.</remarks>
public static class KafkaBuilderExtensions
{
    private const string DataFolder = "/var/lib/kafka/data";

    /// <summary>Adds a broker.</summary>
    public static IResourceBuilder<KafkaServerResource> AddKafka(this IDistributedApplicationBuilder builder, [ResourceName] string name, int? port = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        var kafka = new KafkaServerResource(name);
        var check = $"{name}_check";
        builder.Services.AddHealthChecks().Add(new HealthCheckRegistration(check, _ => new KafkaHealthCheck(kafka), failureStatus: null, tags: null));
        return builder.AddResource(kafka)
            .WithEndpoint(port: port, targetPort: 9092, name: KafkaServerResource.PrimaryEndpointName)
            .WithEndpoint(targetPort: 9093, name: KafkaServerResource.InternalEndpointName)
            .WithImage("confluentinc/confluent-local", "8.2.0")
            .WithImageRegistry("docker.io")
            .WithIconName("MailMultiple")
            .WithEnvironment(context => SetListeners(context, kafka))
            .WithHealthCheck(check);
    }

    /// <summary>Keeps the data in a volume. The development broker keeps none.</summary>
    public static IResourceBuilder<KafkaServerResource> WithDataVolume(this IResourceBuilder<KafkaServerResource> builder, string? name = null, bool isReadOnly = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithEnvironment(KeepLogs).WithVolume(name ?? VolumeNameGenerator.Generate(builder, "data"), DataFolder, isReadOnly);
    }

    /// <summary>Keeps the data in a folder, relative to the AppHost's. The development broker keeps none.</summary>
    public static IResourceBuilder<KafkaServerResource> WithDataBindMount(this IResourceBuilder<KafkaServerResource> builder, string source, bool isReadOnly = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(source);
        return builder.WithEnvironment(KeepLogs).WithBindMount(source, DataFolder, isReadOnly);
    }

    private static void KeepLogs(EnvironmentCallbackContext context) => context.EnvironmentVariables["KAFKA_LOG_DIRS"] = DataFolder;

    /// <summary>A broker tells clients where to connect: the machine's processes and the containers need different addresses.</summary>
    private static void SetListeners(EnvironmentCallbackContext context, KafkaServerResource kafka)
    {
        var variables = context.EnvironmentVariables;
        variables["KAFKA_LISTENERS"] = "PLAINTEXT://localhost:29092,CONTROLLER://localhost:29093,PLAINTEXT_HOST://0.0.0.0:9092,PLAINTEXT_INTERNAL://0.0.0.0:9093";
        variables["KAFKA_LISTENER_SECURITY_PROTOCOL_MAP"] = "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,PLAINTEXT_HOST:PLAINTEXT,PLAINTEXT_INTERNAL:PLAINTEXT";
        var (outside, inside) = (kafka.PrimaryEndpoint, kafka.InternalEndpoint);
        variables["KAFKA_ADVERTISED_LISTENERS"] = context.ExecutionContext.IsRunMode
            ? ReferenceExpression.Create($"PLAINTEXT://localhost:29092,PLAINTEXT_HOST://localhost:{outside.Property(EndpointProperty.Port)},PLAINTEXT_INTERNAL://{kafka.Name}:{inside.Property(EndpointProperty.TargetPort)}")
            : ReferenceExpression.Create($"PLAINTEXT://{outside.Property(EndpointProperty.Host)}:29092,PLAINTEXT_HOST://{outside.Property(EndpointProperty.HostAndPort)},PLAINTEXT_INTERNAL://{inside.Property(EndpointProperty.HostAndPort)}");
    }
}
