using Aspire.Confluent.Kafka;
using Confluent.Kafka;
using LearnFlow.Hosting.Integrations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Extensions.Hosting;

/// <summary>Kafka consumers by connection name; stands for the stock package Aspire.Confluent.Kafka.</summary>
public static class AspireKafkaConsumerExtensions
{
    private const string Section = "Aspire:Confluent:Kafka:Consumer";

    /// <inheritdoc cref="AddKafkaConsumer{TKey, TValue}(IHostApplicationBuilder, string, Action{KafkaConsumerSettings}?, Action{IServiceProvider, ConsumerBuilder{TKey, TValue}}?)" />
    public static void AddKafkaConsumer<TKey, TValue>(this IHostApplicationBuilder builder, string connectionName) =>
        builder.Add<TKey, TValue>(connectionName, serviceKey: null, null, null);

    /// <inheritdoc cref="AddKafkaConsumer{TKey, TValue}(IHostApplicationBuilder, string, Action{KafkaConsumerSettings}?, Action{IServiceProvider, ConsumerBuilder{TKey, TValue}}?)" />
    public static void AddKafkaConsumer<TKey, TValue>(this IHostApplicationBuilder builder, string connectionName, Action<KafkaConsumerSettings>? configureSettings) =>
        builder.Add<TKey, TValue>(connectionName, serviceKey: null, configureSettings, null);

    /// <inheritdoc cref="AddKafkaConsumer{TKey, TValue}(IHostApplicationBuilder, string, Action{KafkaConsumerSettings}?, Action{IServiceProvider, ConsumerBuilder{TKey, TValue}}?)" />
    public static void AddKafkaConsumer<TKey, TValue>(this IHostApplicationBuilder builder, string connectionName, Action<ConsumerBuilder<TKey, TValue>>? configureBuilder) =>
        builder.Add<TKey, TValue>(connectionName, serviceKey: null, null, Wrap(configureBuilder));

    /// <inheritdoc cref="AddKafkaConsumer{TKey, TValue}(IHostApplicationBuilder, string, Action{KafkaConsumerSettings}?, Action{IServiceProvider, ConsumerBuilder{TKey, TValue}}?)" />
    public static void AddKafkaConsumer<TKey, TValue>(this IHostApplicationBuilder builder, string connectionName, Action<IServiceProvider, ConsumerBuilder<TKey, TValue>>? configureBuilder) =>
        builder.Add<TKey, TValue>(connectionName, serviceKey: null, null, configureBuilder);

    /// <inheritdoc cref="AddKafkaConsumer{TKey, TValue}(IHostApplicationBuilder, string, Action{KafkaConsumerSettings}?, Action{IServiceProvider, ConsumerBuilder{TKey, TValue}}?)" />
    public static void AddKafkaConsumer<TKey, TValue>(this IHostApplicationBuilder builder, string connectionName, Action<KafkaConsumerSettings>? configureSettings, Action<ConsumerBuilder<TKey, TValue>>? configureBuilder) =>
        builder.Add<TKey, TValue>(connectionName, serviceKey: null, configureSettings, Wrap(configureBuilder));

    /// <summary>Registers an <see cref="IConsumer{TKey, TValue}"/> for the bootstrap servers <paramref name="connectionName"/>, with health check, logs, metrics and traces.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="connectionName">Key in <c>ConnectionStrings</c>.</param>
    /// <param name="configureSettings">Changes the settings after they were read from configuration.</param>
    /// <param name="configureBuilder">Changes the client before it is built, for example its (de)serializers.</param>
    /// <remarks>Without bootstrap servers, or without a group id, the client is an <see cref="InvalidOperationException"/> when it is first asked for.</remarks>
    public static void AddKafkaConsumer<TKey, TValue>(this IHostApplicationBuilder builder, string connectionName, Action<KafkaConsumerSettings>? configureSettings, Action<IServiceProvider, ConsumerBuilder<TKey, TValue>>? configureBuilder) =>
        builder.Add<TKey, TValue>(connectionName, serviceKey: null, configureSettings, configureBuilder);

    /// <inheritdoc cref="AddKeyedKafkaConsumer{TKey, TValue}(IHostApplicationBuilder, string, Action{KafkaConsumerSettings}?, Action{IServiceProvider, ConsumerBuilder{TKey, TValue}}?)" />
    public static void AddKeyedKafkaConsumer<TKey, TValue>(this IHostApplicationBuilder builder, string name) =>
        builder.Add<TKey, TValue>(name, serviceKey: name, null, null);

    /// <inheritdoc cref="AddKeyedKafkaConsumer{TKey, TValue}(IHostApplicationBuilder, string, Action{KafkaConsumerSettings}?, Action{IServiceProvider, ConsumerBuilder{TKey, TValue}}?)" />
    public static void AddKeyedKafkaConsumer<TKey, TValue>(this IHostApplicationBuilder builder, string name, Action<KafkaConsumerSettings>? configureSettings) =>
        builder.Add<TKey, TValue>(name, serviceKey: name, configureSettings, null);

    /// <inheritdoc cref="AddKeyedKafkaConsumer{TKey, TValue}(IHostApplicationBuilder, string, Action{KafkaConsumerSettings}?, Action{IServiceProvider, ConsumerBuilder{TKey, TValue}}?)" />
    public static void AddKeyedKafkaConsumer<TKey, TValue>(this IHostApplicationBuilder builder, string name, Action<ConsumerBuilder<TKey, TValue>>? configureBuilder) =>
        builder.Add<TKey, TValue>(name, serviceKey: name, null, Wrap(configureBuilder));

    /// <inheritdoc cref="AddKeyedKafkaConsumer{TKey, TValue}(IHostApplicationBuilder, string, Action{KafkaConsumerSettings}?, Action{IServiceProvider, ConsumerBuilder{TKey, TValue}}?)" />
    public static void AddKeyedKafkaConsumer<TKey, TValue>(this IHostApplicationBuilder builder, string name, Action<IServiceProvider, ConsumerBuilder<TKey, TValue>>? configureBuilder) =>
        builder.Add<TKey, TValue>(name, serviceKey: name, null, configureBuilder);

    /// <inheritdoc cref="AddKeyedKafkaConsumer{TKey, TValue}(IHostApplicationBuilder, string, Action{KafkaConsumerSettings}?, Action{IServiceProvider, ConsumerBuilder{TKey, TValue}}?)" />
    public static void AddKeyedKafkaConsumer<TKey, TValue>(this IHostApplicationBuilder builder, string name, Action<KafkaConsumerSettings>? configureSettings, Action<ConsumerBuilder<TKey, TValue>>? configureBuilder) =>
        builder.Add<TKey, TValue>(name, serviceKey: name, configureSettings, Wrap(configureBuilder));

    /// <summary>Registers an <see cref="IConsumer{TKey, TValue}"/> for the bootstrap servers <paramref name="name"/>, with health check, logs, metrics and traces.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">Service key, and key in <c>ConnectionStrings</c>.</param>
    /// <param name="configureSettings">Changes the settings after they were read from configuration.</param>
    /// <param name="configureBuilder">Changes the client before it is built, for example its (de)serializers.</param>
    /// <remarks>Without bootstrap servers, or without a group id, the client is an <see cref="InvalidOperationException"/> when it is first asked for.</remarks>
    public static void AddKeyedKafkaConsumer<TKey, TValue>(this IHostApplicationBuilder builder, string name, Action<KafkaConsumerSettings>? configureSettings, Action<IServiceProvider, ConsumerBuilder<TKey, TValue>>? configureBuilder) =>
        builder.Add<TKey, TValue>(name, serviceKey: name, configureSettings, configureBuilder);

    private static void Add<TKey, TValue>(
        this IHostApplicationBuilder builder, string connectionName, string? serviceKey,
        Action<KafkaConsumerSettings>? configureSettings, Action<IServiceProvider, ConsumerBuilder<TKey, TValue>>? configureBuilder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(connectionName);

        var settings = new KafkaConsumerSettings();
        builder.BindSection(settings, Section, connectionName);
        settings.ConnectionString = builder.Configuration.GetConnectionString(connectionName) ?? settings.ConnectionString;
        configureSettings?.Invoke(settings);
        KafkaClientSettings.Complete(settings.Config, settings.ConnectionString, settings.DisableMetrics);

        builder.AddClient(serviceKey, services => Create(services, settings, connectionName, configureBuilder));
        if (!settings.DisableHealthChecks)
        {
            builder.AddClientHealthCheck<IConsumer<TKey, TValue>>("Aspire.Confluent.Kafka.Consumer", serviceKey);
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

    private static IConsumer<TKey, TValue> Create<TKey, TValue>(
        IServiceProvider services, KafkaConsumerSettings settings, string connectionName, Action<IServiceProvider, ConsumerBuilder<TKey, TValue>>? configureBuilder)
    {
        if (string.IsNullOrEmpty(settings.Config.BootstrapServers))
        {
            throw ConnectionByName.Missing(connectionName, Section);
        }

        if (string.IsNullOrEmpty(settings.Config.GroupId))
        {
            throw new InvalidOperationException($"The consumer '{connectionName}' has no group id. Set {Section}:Config:GroupId or Config.GroupId in configureSettings.");
        }

        var log = KafkaLog.To(services);
        var client = new ConsumerBuilder<TKey, TValue>(settings.Config);
        configureBuilder?.Invoke(services, client);
        KafkaRegistration.SetUnlessTaken(() => client.SetLogHandler((_, line) => log(line)));
        if (!settings.DisableMetrics)
        {
            var metrics = services.GetRequiredService<KafkaMetrics>();
            KafkaRegistration.SetUnlessTaken(() => client.SetStatisticsHandler((_, json) => metrics.Observe(json)));
        }

        return settings.DisableTracing ? client.Build() : TracedKafkaClient<TKey, TValue>.Around(client.Build());
    }

    private static Action<IServiceProvider, ConsumerBuilder<TKey, TValue>>? Wrap<TKey, TValue>(Action<ConsumerBuilder<TKey, TValue>>? configureBuilder) =>
        configureBuilder is null ? null : (_, builder) => configureBuilder(builder);
}
