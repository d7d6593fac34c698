using Aspire.Hosting.ApplicationModel;
using CommunityToolkit.Aspire.Hosting.Dapr;

namespace Aspire.Hosting;

/// <summary>Gives resources sidecars.</summary>
public static class IDistributedApplicationResourceBuilderExtensions
{
    /// <summary>Gives the resource a sidecar with an app id.</summary>
    public static IResourceBuilder<T> WithDaprSidecar<T>(this IResourceBuilder<T> builder, string appId) where T : IResource =>
        builder.WithDaprSidecar(new DaprSidecarOptions { AppId = appId });

    /// <summary>Gives the resource a sidecar; its app id is the resource's name unless the options say otherwise.</summary>
    public static IResourceBuilder<T> WithDaprSidecar<T>(this IResourceBuilder<T> builder, DaprSidecarOptions? options = null) where T : IResource =>
        builder.WithDaprSidecar(sidecar =>
        {
            if (options is not null)
                sidecar.WithOptions(options);
        });

    /// <summary>Gives the resource a sidecar named <c>{name}-dapr</c>.</summary>
    /// <remarks>
    /// In run mode LearnFlow's sidecar program, the executable <c>dapr</c>, serves it; with <see cref="DaprOptions.DaprPath"/> a daprd of its own
    /// does, <c>{name}-dapr-cli</c>. The resource gets DAPR_HTTP_PORT, DAPR_GRPC_PORT,
    /// DAPR_HTTP_ENDPOINT, DAPR_GRPC_ENDPOINT, and tokens of this run: DAPR_API_TOKEN and APP_API_TOKEN. It counts as healthy when its sidecar
    /// is too.
    /// </remarks>
    public static IResourceBuilder<T> WithDaprSidecar<T>(this IResourceBuilder<T> builder, Action<IResourceBuilder<IDaprSidecarResource>> configureSidecar)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configureSidecar);
        var sidecar = builder.ApplicationBuilder.AddDapr()
            .AddResource(new DaprSidecarResource($"{builder.Resource.Name}-dapr"))
            .WithInitialState(new() { ResourceType = "DaprSidecar", Properties = [], IsHidden = true });
        configureSidecar(sidecar);
        builder.WithAnnotation(new DaprSidecarAnnotation(sidecar.Resource));
        if (builder.ApplicationBuilder.ExecutionContext.IsRunMode)
        {
            DaprSidecarExecutable.Add(builder, sidecar);
        }
        return builder;
    }

    /// <summary>Sets how the sidecar runs.</summary>
    public static IResourceBuilder<IDaprSidecarResource> WithOptions(this IResourceBuilder<IDaprSidecarResource> builder, DaprSidecarOptions options)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(options);
        return builder.WithAnnotation(new DaprSidecarOptionsAnnotation(options));
    }

    /// <summary>Makes the sidecar load a component.</summary>
    public static IResourceBuilder<IDaprSidecarResource> WithReference(this IResourceBuilder<IDaprSidecarResource> builder,
        IResourceBuilder<IDaprComponentResource> component)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(component);
        return builder.WithAnnotation(new DaprComponentReferenceAnnotation(component.Resource));
    }
}
