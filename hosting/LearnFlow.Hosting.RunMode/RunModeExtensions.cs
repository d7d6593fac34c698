using Aspire.Hosting;
using Aspire.Hosting.Lifecycle;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace LearnFlow.Hosting.RunMode;

/// <summary>Adds what a developer's machine needs beside Aspire.</summary>
public static class RunModeExtensions
{
    /// <summary>
    /// In run mode: a report on the terminal, log files beside the AppHost, a free port in place of one that is in use, projects started
    /// from their build output, and a crashed process started again. Publishing is not affected.
    /// </summary>
    /// <remarks>
    /// Settings: <c>LearnFlow:Quiet=true</c> (the default with Aspire.Hosting.Testing) leaves out the report and the log files,
    /// <c>LearnFlow:Patience</c> is the time in seconds after which the report names what has not started (default 20), and
    /// <c>LearnFlow:Restart=false</c> leaves a crashed process as it is.
    /// </remarks>
    public static IDistributedApplicationBuilder AddRunMode(this IDistributedApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (!builder.ExecutionContext.IsRunMode)
        {
            return builder;
        }

        FailureSentence.Install();
        // The terminal is given back when everything has ended, not before.
        builder.Configuration["DcpPublisher:WaitForResourceCleanup"] ??= "true";
        PortsInUse.ReplaceOwn(builder.Configuration);
        builder.Services.TryAddDataFolder();
        builder.Services.PostConfigure<HealthCheckServiceOptions>(PatientHealthCheck.Wrap);
        builder.Services.AddSingleton<ResourceLogFiles>();
        builder.Services.AddSingleton<StartReport>();
        builder.Services.AddSingleton<IResourceWatcher>(services => services.GetRequiredService<ResourceLogFiles>());
        builder.Services.AddSingleton<IResourceWatcher>(services => services.GetRequiredService<StartReport>());
        builder.Services.AddSingleton<IResourceWatcher, RestartSupervisor>();
        builder.Services.TryAddEventingSubscriber<RunModeStart>();
        builder.Services.TryAddEventingSubscriber<BuiltProjects>();
        builder.Services.TryAddEventingSubscriber<PortsInUse>();
        builder.Services.TryAddEventingSubscriber<ProjectTelemetry>();
        return builder;
    }
}
