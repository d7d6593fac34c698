using Aspire.Npgsql;
using LearnFlow.Hosting.Integrations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Microsoft.Extensions.Hosting;

/// <summary>Npgsql by connection name; stands for the stock package Aspire.Npgsql.</summary>
public static class AspirePostgreSqlNpgsqlExtensions
{
    private const string Section = "Aspire:Npgsql";

    /// <summary>
    /// Registers an <see cref="NpgsqlDataSource"/> for the connection string <paramref name="connectionName"/>, with
    /// health check, traces and metrics.
    /// </summary>
    /// <param name="builder">The application.</param>
    /// <param name="connectionName">Key in <c>ConnectionStrings</c>.</param>
    /// <param name="configureSettings">Changes the settings after they were read from configuration.</param>
    /// <param name="configureDataSourceBuilder">Changes the data source before it is built.</param>
    /// <remarks>A missing connection string is an <see cref="InvalidOperationException"/> when the data source is first asked for.</remarks>
    public static void AddNpgsqlDataSource(
        this IHostApplicationBuilder builder,
        string connectionName,
        Action<NpgsqlSettings>? configureSettings = null,
        Action<NpgsqlDataSourceBuilder>? configureDataSourceBuilder = null) =>
        builder.AddDataSource(connectionName, serviceKey: null, configureSettings, configureDataSourceBuilder);

    /// <summary>As <see cref="AddNpgsqlDataSource"/>, but registered under the key <paramref name="name"/>.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">Service key, and key in <c>ConnectionStrings</c>.</param>
    /// <param name="configureSettings">Changes the settings after they were read from configuration.</param>
    /// <param name="configureDataSourceBuilder">Changes the data source before it is built.</param>
    public static void AddKeyedNpgsqlDataSource(
        this IHostApplicationBuilder builder,
        string name,
        Action<NpgsqlSettings>? configureSettings = null,
        Action<NpgsqlDataSourceBuilder>? configureDataSourceBuilder = null) =>
        builder.AddDataSource(name, serviceKey: name, configureSettings, configureDataSourceBuilder);

    private static void AddDataSource(
        this IHostApplicationBuilder builder,
        string connectionName,
        string? serviceKey,
        Action<NpgsqlSettings>? configureSettings,
        Action<NpgsqlDataSourceBuilder>? configureDataSourceBuilder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(connectionName);

        var settings = new NpgsqlSettings();
        builder.BindSection(settings, Section, connectionName);
        settings.ConnectionString = builder.Configuration.GetConnectionString(connectionName) ?? settings.ConnectionString;
        configureSettings?.Invoke(settings);

        builder.Services.AddNpgsqlDataSource(settings.ConnectionString ?? "", Build, serviceKey: serviceKey);
        builder.Services.AddNpgsqlTelemetry(!settings.DisableTracing, !settings.DisableMetrics);
        if (!settings.DisableHealthChecks)
        {
            builder.AddHealthCheckOnce(
                serviceKey is null ? "PostgreSql" : $"PostgreSql_{connectionName}",
                services => new NpgsqlHealthCheck(services.GetRequiredKeyedService<NpgsqlDataSource>(serviceKey)));
        }

        void Build(NpgsqlDataSourceBuilder dataSource)
        {
            if (string.IsNullOrWhiteSpace(settings.ConnectionString))
            {
                throw ConnectionByName.Missing(connectionName, Section);
            }

            configureDataSourceBuilder?.Invoke(dataSource);
        }
    }
}
