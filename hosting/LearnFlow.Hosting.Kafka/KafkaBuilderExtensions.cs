using Aspire.Hosting.ApplicationModel;
using LearnFlow.Hosting.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting;

/// <summary>Adds Kafka brokers to the application model, with the surface and the manifest of Aspire.Hosting.Kafka (without WithKafkaUI).</summary>
public static class KafkaBuilderExtensions
{
    private const string DataPath = "/var/lib/kafka/data";

    /// <summary>Adds a Kafka broker. It is the container confluentinc/confluent-local:8.2.0 unless <see cref="KafkaProcessBuilderExtensions.RunAsProcess"/> is called.</summary>
    /// <param name="builder">The builder of the application.</param>
    /// <param name="name">The name of the resource, and of the connection string where it is referenced.</param>
    /// <param name="port">The port on the host; null for a free one.</param>
    public static IResourceBuilder<KafkaServerResource> AddKafka(this IDistributedApplicationBuilder builder, [ResourceName] string name, int? port = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);

        var kafka = new KafkaServerResource(name);
        var healthCheck = $"{name}_check";
        builder.Services.AddHealthChecks().Add(new HealthCheckRegistration(healthCheck, _ => new KafkaHealthCheck(kafka), failureStatus: null, tags: null));

        return builder.AddResource(kafka)
            .WithEndpoint(targetPort: 9092, port: port, name: KafkaServerResource.PrimaryEndpointName)
            .WithEndpoint(targetPort: 9093, name: KafkaServerResource.InternalEndpointName)
            .WithImage("confluentinc/confluent-local", "8.2.0")
            .WithImageRegistry("docker.io")
            .WithIconName("MailMultiple")
            .WithEnvironment(context => SetListeners(context, kafka))
            .WithHealthCheck(healthCheck);
    }

    /// <summary>Keeps the container's data in a named volume. The development broker holds its data in memory and ignores this.</summary>
    /// <param name="builder">The broker.</param>
    /// <param name="name">The volume; null for a name made of the application's and the resource's.</param>
    /// <param name="isReadOnly">Whether the volume is mounted for reading only.</param>
    public static IResourceBuilder<KafkaServerResource> WithDataVolume(this IResourceBuilder<KafkaServerResource> builder, string? name = null, bool isReadOnly = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithEnvironment("KAFKA_LOG_DIRS", DataPath).WithVolume(name ?? VolumeNameGenerator.Generate(builder, "data"), DataPath, isReadOnly);
    }

    /// <summary>Keeps the container's data in a folder of the host. The development broker holds its data in memory and ignores this.</summary>
    /// <param name="builder">The broker.</param>
    /// <param name="source">The folder.</param>
    /// <param name="isReadOnly">Whether the folder is mounted for reading only.</param>
    public static IResourceBuilder<KafkaServerResource> WithDataBindMount(this IResourceBuilder<KafkaServerResource> builder, string source, bool isReadOnly = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(source);
        return builder.WithEnvironment("KAFKA_LOG_DIRS", DataPath).WithBindMount(source, DataPath, isReadOnly);
    }

    private static void SetListeners(EnvironmentCallbackContext context, KafkaServerResource kafka)
    {
        var (primary, inner) = (kafka.PrimaryEndpoint, kafka.InternalEndpoint);
        var variables = context.EnvironmentVariables;
        variables["KAFKA_LISTENERS"] = "PLAINTEXT://localhost:29092,CONTROLLER://localhost:29093,PLAINTEXT_HOST://0.0.0.0:9092,PLAINTEXT_INTERNAL://0.0.0.0:9093";
        variables["KAFKA_LISTENER_SECURITY_PROTOCOL_MAP"] = "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,PLAINTEXT_HOST:PLAINTEXT,PLAINTEXT_INTERNAL:PLAINTEXT";
        variables["KAFKA_ADVERTISED_LISTENERS"] = context.ExecutionContext.IsRunMode
            ? ReferenceExpression.Create($"PLAINTEXT://localhost:29092,PLAINTEXT_HOST://localhost:{primary.Property(EndpointProperty.Port)},PLAINTEXT_INTERNAL://{kafka.Name}:{inner.Property(EndpointProperty.TargetPort)}")
            : ReferenceExpression.Create($"PLAINTEXT://{primary.Property(EndpointProperty.Host)}:29092,PLAINTEXT_HOST://{primary.Property(EndpointProperty.HostAndPort)},PLAINTEXT_INTERNAL://{inner.Property(EndpointProperty.HostAndPort)}");
    }
}
