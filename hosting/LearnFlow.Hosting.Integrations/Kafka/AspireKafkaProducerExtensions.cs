using Aspire.Confluent.Kafka;
using Confluent.Kafka;
using LearnFlow.Hosting.Integrations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Extensions.Hosting;

/// <summary>Kafka producers by connection name; stands for the stock package Aspire.Confluent.Kafka.</summary>
public static class AspireKafkaProducerExtensions
{
    private const string Section = "Aspire:Confluent:Kafka:Producer";

    /// <inheritdoc cref="AddKafkaProducer{TKey, TValue}(IHostApplicationBuilder, string, Action{KafkaProducerSettings}?, Action{IServiceProvider, ProducerBuilder{TKey, TValue}}?)" />
    public static void AddKafkaProducer<TKey, TValue>(this IHostApplicationBuilder builder, string connectionName) =>
        builder.Add<TKey, TValue>(connectionName, serviceKey: null, null, null);

    /// <inheritdoc cref="AddKafkaProducer{TKey, TValue}(IHostApplicationBuilder, string, Action{KafkaProducerSettings}?, Action{IServiceProvider, ProducerBuilder{TKey, TValue}}?)" />
    public static void AddKafkaProducer<TKey, TValue>(this IHostApplicationBuilder builder, string connectionName, Action<KafkaProducerSettings>? configureSettings) =>
        builder.Add<TKey, TValue>(connectionName, serviceKey: null, configureSettings, null);

    /// <inheritdoc cref="AddKafkaProducer{TKey, TValue}(IHostApplicationBuilder, string, Action{KafkaProducerSettings}?, Action{IServiceProvider, ProducerBuilder{TKey, TValue}}?)" />
    public static void AddKafkaProducer<TKey, TValue>(this IHostApplicationBuilder builder, string connectionName, Action<ProducerBuilder<TKey, TValue>>? configureBuilder) =>
        builder.Add<TKey, TValue>(connectionName, serviceKey: null, null, Wrap(configureBuilder));

    /// <inheritdoc cref="AddKafkaProducer{TKey, TValue}(IHostApplicationBuilder, string, Action{KafkaProducerSettings}?, Action{IServiceProvider, ProducerBuilder{TKey, TValue}}?)" />
    public static void AddKafkaProducer<TKey, TValue>(this IHostApplicationBuilder builder, string connectionName, Action<IServiceProvider, ProducerBuilder<TKey, TValue>>? configureBuilder) =>
        builder.Add<TKey, TValue>(connectionName, serviceKey: null, null, configureBuilder);

    /// <inheritdoc cref="AddKafkaProducer{TKey, TValue}(IHostApplicationBuilder, string, Action{KafkaProducerSettings}?, Action{IServiceProvider, ProducerBuilder{TKey, TValue}}?)" />
    public static void AddKafkaProducer<TKey, TValue>(this IHostApplicationBuilder builder, string connectionName, Action<KafkaProducerSettings>? configureSettings, Action<ProducerBuilder<TKey, TValue>>? configureBuilder) =>
        builder.Add<TKey, TValue>(connectionName, serviceKey: null, configureSettings, Wrap(configureBuilder));

    /// <summary>Registers an <see cref="IProducer{TKey, TValue}"/> for the bootstrap servers <paramref name="connectionName"/>, with health check, logs, metrics and traces.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="connectionName">Key in <c>ConnectionStrings</c>.</param>
    /// <param name="configureSettings">Changes the settings after they were read from configuration.</param>
    /// <param name="configureBuilder">Changes the client before it is built, for example its (de)serializers.</param>
    /// <remarks>Without bootstrap servers the client is an <see cref="InvalidOperationException"/> when it is first asked for.</remarks>
    public static void AddKafkaProducer<TKey, TValue>(this IHostApplicationBuilder builder, string connectionName, Action<KafkaProducerSettings>? configureSettings, Action<IServiceProvider, ProducerBuilder<TKey, TValue>>? configureBuilder) =>
        builder.Add<TKey, TValue>(connectionName, serviceKey: null, configureSettings, configureBuilder);

    /// <inheritdoc cref="AddKeyedKafkaProducer{TKey, TValue}(IHostApplicationBuilder, string, Action{KafkaProducerSettings}?, Action{IServiceProvider, ProducerBuilder{TKey, TValue}}?)" />
    public static void AddKeyedKafkaProducer<TKey, TValue>(this IHostApplicationBuilder builder, string name) =>
        builder.Add<TKey, TValue>(name, serviceKey: name, null, null);

    /// <inheritdoc cref="AddKeyedKafkaProducer{TKey, TValue}(IHostApplicationBuilder, string, Action{KafkaProducerSettings}?, Action{IServiceProvider, ProducerBuilder{TKey, TValue}}?)" />
    public static void AddKeyedKafkaProducer<TKey, TValue>(this IHostApplicationBuilder builder, string name, Action<KafkaProducerSettings>? configureSettings) =>
        builder.Add<TKey, TValue>(name, serviceKey: name, configureSettings, null);

    /// <inheritdoc cref="AddKeyedKafkaProducer{TKey, TValue}(IHostApplicationBuilder, string, Action{KafkaProducerSettings}?, Action{IServiceProvider, ProducerBuilder{TKey, TValue}}?)" />
    public static void AddKeyedKafkaProducer<TKey, TValue>(this IHostApplicationBuilder builder, string name, Action<ProducerBuilder<TKey, TValue>>? configureBuilder) =>
        builder.Add<TKey, TValue>(name, serviceKey: name, null, Wrap(configureBuilder));

    /// <inheritdoc cref="AddKeyedKafkaProducer{TKey, TValue}(IHostApplicationBuilder, string, Action{KafkaProducerSettings}?, Action{IServiceProvider, ProducerBuilder{TKey, TValue}}?)" />
    public static void AddKeyedKafkaProducer<TKey, TValue>(this IHostApplicationBuilder builder, string name, Action<IServiceProvider, ProducerBuilder<TKey, TValue>>? configureBuilder) =>
        builder.Add<TKey, TValue>(name, serviceKey: name, null, configureBuilder);

    /// <inheritdoc cref="AddKeyedKafkaProducer{TKey, TValue}(IHostApplicationBuilder, string, Action{KafkaProducerSettings}?, Action{IServiceProvider, ProducerBuilder{TKey, TValue}}?)" />
    public static void AddKeyedKafkaProducer<TKey, TValue>(this IHostApplicationBuilder builder, string name, Action<KafkaProducerSettings>? configureSettings, Action<ProducerBuilder<TKey, TValue>>? configureBuilder) =>
        builder.Add<TKey, TValue>(name, serviceKey: name, configureSettings, Wrap(configureBuilder));

    /// <summary>Registers an <see cref="IProducer{TKey, TValue}"/> for the bootstrap servers <paramref name="name"/>, with health check, logs, metrics and traces.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">Service key, and key in <c>ConnectionStrings</c>.</param>
    /// <param name="configureSettings">Changes the settings after they were read from configuration.</param>
    /// <param name="configureBuilder">Changes the client before it is built, for example its (de)serializers.</param>
    /// <remarks>Without bootstrap servers the client is an <see cref="InvalidOperationException"/> when it is first asked for.</remarks>
    public static void AddKeyedKafkaProducer<TKey, TValue>(this IHostApplicationBuilder builder, string name, Action<KafkaProducerSettings>? configureSettings, Action<IServiceProvider, ProducerBuilder<TKey, TValue>>? configureBuilder) =>
        builder.Add<TKey, TValue>(name, serviceKey: name, configureSettings, configureBuilder);

    private static void Add<TKey, TValue>(
        this IHostApplicationBuilder builder, string connectionName, string? serviceKey,
        Action<KafkaProducerSettings>? configureSettings, Action<IServiceProvider, ProducerBuilder<TKey, TValue>>? configureBuilder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(connectionName);

        var settings = new KafkaProducerSettings();
        builder.BindSection(settings, Section, connectionName);
        settings.ConnectionString = builder.Configuration.GetConnectionString(connectionName) ?? settings.ConnectionString;
        configureSettings?.Invoke(settings);
        KafkaClientSettings.Complete(settings.Config, settings.ConnectionString, settings.DisableMetrics);

        builder.AddClient(serviceKey, services => Create(services, settings, connectionName, configureBuilder));
        if (!settings.DisableHealthChecks)
        {
            builder.AddClientHealthCheck<IProducer<TKey, TValue>>("Aspire.Confluent.Kafka.Producer", serviceKey);
        }

        if (!settings.DisableMetrics)
        {
            builder.AddClientMetrics();
        }

        if (!settings.DisableTracing)
        {
            builder.AddClientTracing();
        }
    }

    private static IProducer<TKey, TValue> Create<TKey, TValue>(
        IServiceProvider services, KafkaProducerSettings settings, string connectionName, Action<IServiceProvider, ProducerBuilder<TKey, TValue>>? configureBuilder)
    {
        if (string.IsNullOrEmpty(settings.Config.BootstrapServers))
        {
            throw ConnectionByName.Missing(connectionName, Section);
        }

        var log = KafkaLog.To(services);
        var client = new ProducerBuilder<TKey, TValue>(settings.Config);
        configureBuilder?.Invoke(services, client);
        KafkaRegistration.SetUnlessTaken(() => client.SetLogHandler((_, line) => log(line)));
        if (!settings.DisableMetrics)
        {
            var metrics = services.GetRequiredService<KafkaMetrics>();
            KafkaRegistration.SetUnlessTaken(() => client.SetStatisticsHandler((_, json) => metrics.Observe(json)));
        }

        return settings.DisableTracing ? client.Build() : TracedKafkaClient<TKey, TValue>.Around(client.Build());
    }

    private static Action<IServiceProvider, ProducerBuilder<TKey, TValue>>? Wrap<TKey, TValue>(Action<ProducerBuilder<TKey, TValue>>? configureBuilder) =>
        configureBuilder is null ? null : (_, builder) => configureBuilder(builder);
}
