using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Lifecycle;
using CommunityToolkit.Aspire.Hosting.Dapr;
using LearnFlow.Hosting.RunMode;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting;

/// <summary>Adds Dapr and its components.</summary>
public static class IDistributedApplicationBuilderExtensions
{
    /// <summary>Adds Dapr; WithDaprSidecar does it too. Settings are given before the first sidecar.</summary>
    public static IDistributedApplicationBuilder AddDapr(this IDistributedApplicationBuilder builder, Action<DaprOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (builder.Services.All(s => s.ServiceType != typeof(DaprOptions)))
        {
            builder.Services.AddSingleton(new DaprOptions());
        }
        configure?.Invoke(DaprOptions.Of(builder));
        builder.Services.TryAddEventingSubscriber<DaprManifest>();
        builder.Services.TryAddEventingSubscriber<DaprRunMode>();
        builder.Services.TryAddDataFolder();
        return builder;
    }

    /// <summary>Adds a component of a type such as <c>state.postgresql</c>.</summary>
    public static IResourceBuilder<IDaprComponentResource> AddDaprComponent(this IDistributedApplicationBuilder builder, [ResourceName] string name,
        string type, DaprComponentOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var component = new DaprComponentResource(name, type) { Options = options };
        return builder.AddResource(component)
            .WithInitialState(new() { ResourceType = "DaprComponent", Properties = [], IsHidden = true, State = KnownResourceStates.NotStarted })
            .WithManifestPublishingCallback(context => DaprManifest.Write(context, component))
            .OnInitializeResource(StartAsync);
    }

    /// <summary>Adds a broker of whatever type there is.</summary>
    public static IResourceBuilder<IDaprComponentResource> AddDaprPubSub(this IDistributedApplicationBuilder builder, [ResourceName] string name,
        DaprComponentOptions? options = null) =>
        builder.AddDaprComponent(name, "pubsub", options);

    /// <summary>Adds a state store of whatever type there is.</summary>
    public static IResourceBuilder<IDaprComponentResource> AddDaprStateStore(this IDistributedApplicationBuilder builder, [ResourceName] string name,
        DaprComponentOptions? options = null) =>
        builder.AddDaprComponent(name, "state", options);

    /// <summary>A component runs as soon as what it waits for does.</summary>
    private static async Task StartAsync(DaprComponentResource component, InitializeResourceEvent e, CancellationToken cancellationToken)
    {
        try
        {
            await e.Notifications.PublishUpdateAsync(component, s => s with { State = KnownResourceStates.Starting }).ConfigureAwait(false);
            await e.Eventing.PublishAsync(new BeforeResourceStartedEvent(component, e.Services), cancellationToken).ConfigureAwait(false);
            await e.Notifications.PublishUpdateAsync(component, s => s with { State = KnownResourceStates.Running }).ConfigureAwait(false);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            await e.Notifications.PublishUpdateAsync(component, s => s with { State = KnownResourceStates.FailedToStart }).ConfigureAwait(false);
            throw;
        }
    }
}
