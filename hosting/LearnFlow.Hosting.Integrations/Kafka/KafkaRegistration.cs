using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace LearnFlow.Hosting.Integrations;

/// <summary>What producers and consumers register alike: the client itself, its health check, its metrics and its traces.</summary>
internal static class KafkaRegistration
{
    public static void AddClient<TClient>(this IHostApplicationBuilder builder, string? serviceKey, Func<IServiceProvider, TClient> create)
        where TClient : class, IClient =>
        builder.Services.AddKeyedSingleton(serviceKey, (services, _) => create(services)); // a null key is no key

    /// <summary>Sets a handler unless the application has set its own: Confluent.Kafka takes each kind only once.</summary>
    public static void SetUnlessTaken(Action set)
    {
        try
        {
            set();
        }
        catch (InvalidOperationException)
        {
            // The application's own handler stays.
        }
    }

    public static void AddClientHealthCheck<TClient>(this IHostApplicationBuilder builder, string name, string? serviceKey)
        where TClient : class, IClient =>
        builder.AddHealthCheckOnce(
            serviceKey is null ? name : $"{name}_{serviceKey}",
            services => new KafkaHealthCheck(() => services.GetRequiredKeyedService<TClient>(serviceKey).Handle));

    public static void AddClientMetrics(this IHostApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton<KafkaMetrics>();
        builder.Services.ConfigureOpenTelemetryMeterProvider(static metrics => metrics.AddMeter(KafkaMetrics.MeterName));
    }

    public static void AddClientTracing(this IHostApplicationBuilder builder) =>
        builder.Services.ConfigureOpenTelemetryTracerProvider(static traces => traces.AddSource(KafkaTracing.Source.Name));
}
