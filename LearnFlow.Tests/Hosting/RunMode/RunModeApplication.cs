using System.Diagnostics;
using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using LearnFlow.Hosting.RunMode;
using Microsoft.Extensions.DependencyInjection;

namespace LearnFlow.Tests.Hosting.RunMode;

/// <summary>Small applications on run mode, and what tests ask of them.</summary>
internal static class RunModeApplication
{
    public static async Task<DistributedApplication> StartAsync(Action<IDistributedApplicationBuilder> model, CancellationToken cancellationToken)
    {
        var application = await BuildAsync(model, cancellationToken);
        await application.StartAsync(cancellationToken);
        return application;
    }

    public static async Task<DistributedApplication> BuildAsync(Action<IDistributedApplicationBuilder> model, CancellationToken cancellationToken)
    {
        var builder = TestApplication.CreateBuilder();
        builder.AddRunMode();
        model(builder);
        return await builder.BuildAsync(cancellationToken);
    }

    public static Task<ResourceEvent> RunningAsync(this DistributedApplication application, string resource, CancellationToken cancellationToken) =>
        application.ResourceNotifications.WaitForResourceAsync(resource, e => e.Snapshot.State?.Text == KnownResourceStates.Running && ProcessId(e) > 0, cancellationToken);

    public static async Task<string?> StateOfAsync(this DistributedApplication application, string resource, CancellationToken cancellationToken) =>
        (await application.ResourceNotifications.WaitForResourceAsync(resource, _ => true, cancellationToken)).Snapshot.State?.Text;

    /// <summary>The process that DCP started for a resource; 0 before it has.</summary>
    public static int ProcessId(ResourceEvent resource) =>
        Convert.ToInt32(resource.Snapshot.Properties.FirstOrDefault(p => p.Name == "executable.pid")?.Value, CultureInfo.InvariantCulture);

    /// <summary>kill -9.</summary>
    public static void Kill(ResourceEvent resource)
    {
        using var process = Process.GetProcessById(ProcessId(resource));
        process.Kill();
    }

    /// <summary>Reads the log of a resource until a line has come so many times.</summary>
    /// <returns>How often it has come by then.</returns>
    public static async Task<int> LinesAsync(this DistributedApplication application, string resource, string text, int count, CancellationToken cancellationToken)
    {
        var found = 0;
        var logs = application.Services.GetRequiredService<ResourceLoggerService>();
        var source = application.Services.GetRequiredService<DistributedApplicationModel>().Resources.Single(r => r.Name == resource);
        await foreach (var lines in logs.WatchAsync(source).WithCancellation(cancellationToken))
        {
            found += lines.Count(l => l.Content.EndsWith(text, StringComparison.Ordinal));
            if (found >= count)
            {
                break;
            }
        }

        return found;
    }
}
