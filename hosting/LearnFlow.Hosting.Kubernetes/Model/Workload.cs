using CommunityToolkit.Aspire.Hosting.Dapr;

namespace LearnFlow.Hosting.Kubernetes.Model;

/// <summary>Something of the model that runs as pods.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Image">The image; a project's is named for the project and given its registry and tag by an overlay.</param>
/// <param name="Ports">Its ports.</param>
/// <param name="Variables">Its variables as the model has them.</param>
/// <param name="Settings">Those that everybody may see, evaluated.</param>
/// <param name="Secrets">The names of those that a Secret holds.</param>
/// <param name="Arguments">The command line.</param>
/// <param name="Options">What the configuration says of it.</param>
internal sealed record Workload(
    IResource Resource,
    string Image,
    IReadOnlyList<ServicePort> Ports,
    IReadOnlyDictionary<string, object> Variables,
    IReadOnlyDictionary<string, string> Settings,
    IReadOnlyList<string> Secrets,
    IReadOnlyList<string> Arguments,
    WorkloadOptions Options)
{
    /// <summary>The name of its objects.</summary>
    public string Name => Resource.Name;

    /// <summary>The name of the Secret with its variables.</summary>
    public string SecretName => SecretNames.Of(Resource);

    /// <summary>Its sidecar; null when it has none.</summary>
    public Sidecar? Sidecar { get; } = Sidecar.Of(Resource);

    /// <summary>A database server or broker: the cluster has it (overlay local) or somebody runs it elsewhere (production).</summary>
    public bool IsServer => Resource is ContainerResource and IResourceWithConnectionString;

    /// <summary>Whether the world may reach it.</summary>
    public bool IsExternal => Ports.Any(p => p is { IsExternal: true, IsHttp: true });

    /// <summary>The model's probe of a type (WithHttpProbe); null when there is none.</summary>
    public EndpointProbeAnnotation? Probe(ProbeType type) => Resource.Annotations.OfType<EndpointProbeAnnotation>().LastOrDefault(p => p.Type == type);

    /// <summary>Whether it sends telemetry.</summary>
    public bool HasTelemetry => Resource.HasAnnotationOfType<OtlpExporterAnnotation>();

    /// <summary>Whether a Job of its own migrates its database (WithMigrationJob).</summary>
    public bool Migrates => Resource.HasAnnotationOfType<MigrationJobAnnotation>();

    /// <summary>The name of its migration's Job.</summary>
    public string MigrationName => $"{Name}-migrate";
}

/// <summary>The names of Secrets.</summary>
internal static class SecretNames
{
    /// <summary>The Secret with the private variables of a resource, or the private metadata of a component.</summary>
    public static string Of(IResource resource) => $"{resource.Name}-secrets";
}

/// <summary>A Dapr sidecar of the model.</summary>
/// <param name="AppId">The app's id.</param>
/// <param name="Options">How it runs.</param>
/// <param name="Components">The components that it loads.</param>
internal sealed record Sidecar(string AppId, DaprSidecarOptions Options, IReadOnlyList<IDaprComponentResource> Components)
{
    /// <summary>Secret with the token that the app shows the sidecar (key <c>token</c>).</summary>
    public string ApiTokenSecret => $"{AppId}-dapr-token";

    /// <summary>Secret with the token that the sidecar shows the app (key <c>token</c>).</summary>
    public string AppTokenSecret => $"{AppId}-app-token";

    /// <summary>The name of its Configuration.</summary>
    public string ConfigurationName => $"{AppId}-sidecar";

    public static Sidecar? Of(IResource app)
    {
        if (!app.TryGetLastAnnotation<DaprSidecarAnnotation>(out var annotation))
            return null;
        var options = annotation.Sidecar.Annotations.OfType<DaprSidecarOptionsAnnotation>().LastOrDefault()?.Options ?? new();
        return new(options.AppId ?? app.Name, options,
            [.. annotation.Sidecar.Annotations.OfType<DaprComponentReferenceAnnotation>().Select(r => r.Component).Distinct()]);
    }
}
