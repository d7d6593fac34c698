using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace LearnFlow.Tests.Orchestration;

/// <summary>Models written in a test, and what tests wait for.</summary>
internal static class TestApplication
{
    /// <summary>Longer than anything takes, so that a hang is a failure with a message.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    public static CancellationToken Patience => new CancellationTokenSource(s_patience).Token;

    public static async Task<DistributedApplication> StartAsync(Action<IDistributedApplicationBuilder> model, params string[] args)
    {
        var builder = DistributedApplicationTestingBuilder.Create(args);
        model(builder);
        var application = await builder.BuildAsync();
        await application.StartAsync(Patience);
        return application;
    }

    public static IResourceBuilder<ExecutableResource> AddShell(this IDistributedApplicationBuilder builder, string name, string script) =>
        builder.AddExecutable(name, "sh", ".", "-c", script);

    public static async Task<CustomResourceSnapshot> WaitForEndAsync(this DistributedApplication application, string resource)
    {
        var end = await application.ResourceNotifications.WaitForResourceAsync(resource, e => KnownResourceStates.TerminalStates.Contains(e.Snapshot.State?.Text), Patience);
        return end.Snapshot;
    }

    public static string? Reason(this CustomResourceSnapshot snapshot) =>
        snapshot.Properties.FirstOrDefault(p => p.Name == CustomResourceKnownProperties.Reason)?.Value as string;

    public static async Task<string> LogAsync(this DistributedApplication application, string resource)
    {
        var lines = new List<string>();
        await foreach (var batch in application.Services.GetRequiredService<ResourceLoggerService>().GetAllAsync(resource))
            lines.AddRange(batch.Select(l => l.Content));
        return string.Join('\n', lines);
    }
}
