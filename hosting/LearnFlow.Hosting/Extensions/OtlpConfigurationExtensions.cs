using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>How telemetry is sent.</summary>
public enum OtlpProtocol
{
    /// <summary>gRPC.</summary>
    Grpc,

    /// <summary>HTTP with Protocol Buffers.</summary>
    HttpProtobuf,

    /// <summary>HTTP with JSON.</summary>
    HttpJson,
}

/// <summary>Tells resources where to send their telemetry.</summary>
public static class OtlpConfigurationExtensions
{
    /// <summary>Gives the resource the OTEL_… variables for the application's telemetry receiver, in run mode and when there is one.</summary>
    public static IResourceBuilder<T> WithOtlpExporter<T>(this IResourceBuilder<T> builder) where T : IResourceWithEnvironment =>
        builder.WithExporter(null);

    /// <inheritdoc cref="WithOtlpExporter{T}(IResourceBuilder{T})"/>
    public static IResourceBuilder<T> WithOtlpExporter<T>(this IResourceBuilder<T> builder, OtlpProtocol protocol) where T : IResourceWithEnvironment =>
        builder.WithExporter(protocol);

    /// <summary>Gives a resource the OTEL_… variables.</summary>
    public static void AddOtlpEnvironment(IResource resource, IConfiguration configuration, IHostEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(resource);
        resource.Annotations.Add(Variables(configuration, environment, null));
    }

    /// <summary>Gives a resource the OTEL_… variables for a protocol.</summary>
    public static void AddOtlpEnvironment(IResource resource, IConfiguration configuration, IHostEnvironment environment, OtlpProtocol protocol)
    {
        ArgumentNullException.ThrowIfNull(resource);
        resource.Annotations.Add(Variables(configuration, environment, protocol));
    }

    private static IResourceBuilder<T> WithExporter<T>(this IResourceBuilder<T> builder, OtlpProtocol? protocol) where T : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.WithAnnotation(new OtlpExporterAnnotation { RequiredProtocol = protocol }, ResourceAnnotationMutationBehavior.Replace);
        return builder.WithAnnotation(Variables(builder.ApplicationBuilder.Configuration, builder.ApplicationBuilder.Environment, protocol));
    }

    /// <summary>
    /// Variables as the OpenTelemetry SDK configuration and stock Aspire have them. The receiver's address is in the configuration
    /// under the names that stock Aspire uses; a dashboard of the embedded host sets them before resources start.
    /// </summary>
    private static EnvironmentCallbackAnnotation Variables(IConfiguration configuration, IHostEnvironment environment, OtlpProtocol? protocol) => new(context =>
    {
        if (context.ExecutionContext.IsPublishMode || Receiver(configuration, protocol) is not { } receiver)
            return;
        var variables = context.EnvironmentVariables;
        variables["OTEL_EXPORTER_OTLP_ENDPOINT"] = new HostUrl(receiver.Url);
        variables["OTEL_EXPORTER_OTLP_PROTOCOL"] = receiver.Protocol switch
        {
            OtlpProtocol.HttpProtobuf => "http/protobuf",
            OtlpProtocol.HttpJson => "http/json",
            _ => "grpc",
        };
        variables["OTEL_RESOURCE_ATTRIBUTES"] = $"service.instance.id={context.Resource.GetResolvedResourceNames()[0]}";
        variables["OTEL_SERVICE_NAME"] = context.Resource.Name;
        if (configuration["AppHost:OtlpApiKey"] is { } key)
            variables["OTEL_EXPORTER_OTLP_HEADERS"] = $"x-otlp-api-key={key}";
        if (!environment.IsDevelopment())
            return;

        // Seen at once rather than in the batches of production.
        variables["OTEL_BLRP_SCHEDULE_DELAY"] = "1000";
        variables["OTEL_BSP_SCHEDULE_DELAY"] = "1000";
        variables["OTEL_METRIC_EXPORT_INTERVAL"] = "1000";
        variables["OTEL_TRACES_SAMPLER"] = "always_on";
        variables["OTEL_METRICS_EXEMPLAR_FILTER"] = "trace_based";
    });

    private static (string Url, OtlpProtocol Protocol)? Receiver(IConfiguration configuration, OtlpProtocol? protocol)
    {
        var grpc = configuration["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] ?? configuration["DOTNET_DASHBOARD_OTLP_ENDPOINT_URL"];
        var http = configuration["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"] ?? configuration["DOTNET_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"];
        return (protocol, grpc, http) switch
        {
            (null or OtlpProtocol.Grpc, { } url, _) => (url, OtlpProtocol.Grpc),
            (null, _, { } url) => (url, OtlpProtocol.HttpProtobuf),
            (OtlpProtocol.HttpProtobuf or OtlpProtocol.HttpJson, _, { } url) => (url, protocol.Value),
            _ => null,
        };
    }
}
