using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using LearnFlow.Hosting.Terminal;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LearnFlow.Hosting.Orchestration;

/// <summary>Registers what runs the model in run mode.</summary>
internal static class OrchestratorServices
{
    /// <summary>Called by the builder in run mode.</summary>
    public static IServiceCollection AddOrchestrator(this IServiceCollection services)
    {
        services.AddHealthChecks();
        services.AddSingleton<IValidateOptions<HealthCheckServiceOptions>, RegisteredHealthChecks>();

        // The host would log a failed start with its stack; the exception's own sentence reaches the developer anyway.
        services.AddLogging(logging => logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None));
        services.AddSingleton(s => OrchestratorSettings.From(s.GetRequiredService<IConfiguration>()));
        services.AddSingleton<HostContext>();
        services.AddSingleton<ParameterValues>();
        services.TryAddSingleton<IValuePrompt, TerminalPrompt>();
        services.AddSingleton<EndpointAllocator>();
        services.AddSingleton<ConnectionStrings>();
        services.AddSingleton<RunServices>();
        services.AddSingleton<ProjectOutput>();
        services.AddSingleton<ResourceLogFiles>();
        services.TryAddSingleton(_ => TextWriter.Synchronized(Console.Out));
        services.AddSingleton<StartReport>();

        // In the order in which they are asked: stand-ins before the container engine.
        services.AddSingleton<ResourceStarter, ProjectImageStarter>(); // before ProjectStarter: the first that starts a resource does
        services.AddSingleton<ResourceStarter, ProjectStarter>();
        services.AddSingleton<ResourceStarter, ExecutableStarter>();
        services.AddSingleton<ResourceStarter, PostgresStarter>();
        services.AddSingleton<ResourceStarter, KafkaStarter>();
        services.AddSingleton<ResourceStarter, ContainerStarter>();

        // Everything within the five seconds that a person waits; the orchestrator itself ends what does not end in time.
        services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(10));
        services.AddHostedService<ResourceHealth>();
        services.AddSingleton<Orchestrator>();
        services.AddHostedService(s => s.GetRequiredService<Orchestrator>());
        return services;
    }
}
