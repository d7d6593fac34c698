using Aspire.Npgsql.EntityFrameworkCore.PostgreSQL;
using LearnFlow.Hosting.Integrations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure;

namespace Microsoft.Extensions.Hosting;

/// <summary>EF Core on PostgreSQL by connection name; stands for the stock package Aspire.Npgsql.EntityFrameworkCore.PostgreSQL.</summary>
public static class AspireEFPostgreSqlExtensions
{
    private const string Section = "Aspire:Npgsql:EntityFrameworkCore:PostgreSQL";

    /// <summary>
    /// Registers a pooled <typeparamref name="TContext"/> on the connection string <paramref name="connectionName"/>,
    /// with retries, health check, traces and metrics.
    /// </summary>
    /// <param name="builder">The application.</param>
    /// <param name="connectionName">Key in <c>ConnectionStrings</c>.</param>
    /// <param name="configureSettings">Changes the settings after they were read from configuration.</param>
    /// <param name="configureDbContextOptions">Changes the context's options after the provider was chosen.</param>
    /// <remarks>A missing connection string is an <see cref="InvalidOperationException"/> when the context is first asked for.</remarks>
    /// <exception cref="InvalidOperationException"><typeparamref name="TContext"/> is registered already.</exception>
    public static void AddNpgsqlDbContext<TContext>(
        this IHostApplicationBuilder builder,
        string connectionName,
        Action<NpgsqlEntityFrameworkCorePostgreSQLSettings>? configureSettings = null,
        Action<DbContextOptionsBuilder>? configureDbContextOptions = null) where TContext : DbContext
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(connectionName);
        if (builder.IsRegistered<TContext>())
        {
            throw new InvalidOperationException(
                $"{typeof(TContext).Name} is registered already: remove that registration, or call EnrichNpgsqlDbContext instead.");
        }

        var settings = new NpgsqlEntityFrameworkCorePostgreSQLSettings();
        builder.BindSection(settings, Section, connectionName, typeof(TContext).Name);
        settings.ConnectionString = builder.Configuration.GetConnectionString(connectionName) ?? settings.ConnectionString;
        configureSettings?.Invoke(settings);

        builder.Services.AddDbContextPool<TContext>(Configure);
        builder.Observe<TContext>(settings);

        void Configure(DbContextOptionsBuilder options)
        {
            if (string.IsNullOrWhiteSpace(settings.ConnectionString) && !EF.IsDesignTime)
            {
                throw ConnectionByName.Missing(connectionName, Section, $"{Section}:{typeof(TContext).Name}");
            }

            options.UseNpgsql(settings.ConnectionString, npgsql =>
            {
                if (!settings.DisableRetry)
                {
                    npgsql.EnableRetryOnFailure();
                }

                if (settings.CommandTimeout is { } seconds)
                {
                    npgsql.CommandTimeout(seconds);
                }
            });
            configureDbContextOptions?.Invoke(options);
        }
    }

    /// <summary>Adds retries, health check, traces and metrics to a context that was registered in another way.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="configureSettings">Changes the settings after they were read from configuration.</param>
    /// <remarks>
    /// An execution strategy that the context's options chose is kept. (Stock Aspire refuses one that is not Npgsql's
    /// own retrying strategy unless DisableRetry is set.)
    /// </remarks>
    /// <exception cref="InvalidOperationException"><typeparamref name="TContext"/> is not registered.</exception>
    public static void EnrichNpgsqlDbContext<TContext>(
        this IHostApplicationBuilder builder,
        Action<NpgsqlEntityFrameworkCorePostgreSQLSettings>? configureSettings = null) where TContext : DbContext
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (!builder.IsRegistered<TContext>())
        {
            throw new InvalidOperationException(
                $"{typeof(TContext).Name} is not registered: call AddDbContext or AddDbContextPool before EnrichNpgsqlDbContext.");
        }

        var settings = new NpgsqlEntityFrameworkCorePostgreSQLSettings();
        builder.BindSection(settings, Section, typeof(TContext).Name);
        configureSettings?.Invoke(settings);

        builder.Services.ConfigureDbContext<TContext>(options =>
        {
            var chosen = options.Options.Extensions.OfType<RelationalOptionsExtension>().FirstOrDefault();
            options.UseNpgsql(npgsql =>
            {
                if (!settings.DisableRetry && chosen?.ExecutionStrategyFactory is null)
                {
                    npgsql.EnableRetryOnFailure();
                }

                AddTimeout<TContext>(npgsql, settings, chosen);
            });
        });
        builder.Observe<TContext>(settings);
    }

    private static bool IsRegistered<TContext>(this IHostApplicationBuilder builder) where TContext : DbContext =>
        builder.Services.Any(service => service.ServiceType == typeof(DbContextOptions<TContext>));

    private static void AddTimeout<TContext>(
        NpgsqlDbContextOptionsBuilder npgsql, NpgsqlEntityFrameworkCorePostgreSQLSettings settings, RelationalOptionsExtension? chosen)
    {
        if (settings.CommandTimeout is not { } seconds)
        {
            return;
        }

        if (chosen?.CommandTimeout is { } other && other != seconds)
        {
            throw new InvalidOperationException(
                $"The command timeout of {typeof(TContext).Name} is {other} s in its options and {seconds} s in the settings: remove one of them.");
        }

        npgsql.CommandTimeout(seconds);
    }

    private static void Observe<TContext>(this IHostApplicationBuilder builder, NpgsqlEntityFrameworkCorePostgreSQLSettings settings)
        where TContext : DbContext
    {
        builder.Services.AddNpgsqlTelemetry(!settings.DisableTracing, !settings.DisableMetrics);
        if (!settings.DisableHealthChecks)
        {
            builder.AddHealthCheckOnce(
                typeof(TContext).Name,
                services => new DbContextHealthCheck<TContext>(services.GetRequiredService<IServiceScopeFactory>()));
        }
    }
}
