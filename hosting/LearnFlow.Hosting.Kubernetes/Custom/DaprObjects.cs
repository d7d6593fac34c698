using CommunityToolkit.Aspire.Hosting.Dapr;
using LearnFlow.Hosting.Kubernetes.Model;
using LearnFlow.Hosting.Kubernetes.Objects;
using ComponentType = CommunityToolkit.Aspire.Hosting.Dapr.DaprComponentSpec;

namespace LearnFlow.Hosting.Kubernetes.Custom;

/// <summary>Dapr's objects.</summary>
internal static class DaprObjects
{
    /// <summary>A component, for the apps whose sidecars load it.</summary>
    public static async Task<DaprComponent> ComponentAsync(IDaprComponentResource component, Cluster cluster, CancellationToken cancellationToken)
    {
        var type = ComponentType.Of(component);
        var metadata = new List<DaprMetadata>();
        foreach (var setting in Settings(component))
        {
            var value = await ExpressionEvaluator.EvaluateAsync(setting.Value, ValueSources.Local, cancellationToken).ConfigureAwait(false);
            metadata.Add(value.IsPrivate
                ? new(setting.Name, SecretKeyRef: new(SecretNames.Of(component), setting.Name))
                : new(setting.Name, value.Text ?? ""));
        }
        var apps = cluster.Services.Where(w => w.Sidecar?.Components.Contains(component) == true).Select(w => w.Sidecar!.AppId);
        return new(Labels.Meta(component.Name, cluster.Options, "dapr"), new(type.Type, type.Version, metadata), [.. apps]);
    }

    /// <summary>
    /// The same component for a broker elsewhere: TLS, and a user by SASL; null for one that is not Kafka.
    /// </summary>
    public static DaprComponent? ManagedKafka(DaprComponent component)
    {
        if (component.Spec.Type != "pubsub.kafka")
            return null;
        var secret = $"{component.Metadata.Name}-secrets";
        string[] replaced = ["authType", "saslUsername", "saslPassword", "saslMechanism", "disableTls"];
        return component with
        {
            Spec = component.Spec with
            {
                Metadata =
                [
                    .. component.Spec.Metadata.Where(m => !replaced.Contains(m.Name)),
                    new("authType", "password"),
                    new("saslUsername", SecretKeyRef: new(secret, "saslUsername")),
                    new("saslPassword", SecretKeyRef: new(secret, "saslPassword")),
                    new("saslMechanism", "SHA-512"),
                    new("disableTls", "false"),
                ],
            },
        };
    }

    /// <summary>The settings of a component's Secret. daprd reads pgx's words, not .NET's connection strings.</summary>
    public static async Task<IReadOnlyList<KeyValuePair<string, string>>> SecretsAsync(IDaprComponentResource component, ValueSources sources,
        CancellationToken cancellationToken)
    {
        var secrets = new List<KeyValuePair<string, string>>();
        foreach (var setting in Settings(component))
        {
            var value = await ExpressionEvaluator.EvaluateAsync(setting.Value, sources, cancellationToken).ConfigureAwait(false);
            if (value is not { IsPrivate: true, Text: { } text })
                continue;
            var isPostgres = setting.Name == "connectionString" && component.Type.EndsWith(".postgresql", StringComparison.Ordinal);
            if (isPostgres && sources.VerifiedTls && !text.Contains("SSL Mode", StringComparison.OrdinalIgnoreCase))
                text += ";SSL Mode=VerifyFull";
            secrets.Add(new(setting.Name, isPostgres ? PgxConnectionString.From(text) : text));
        }
        return secrets;
    }

    /// <summary>How an app's sidecar behaves: its callers are those that the model has, each known by its certificate.</summary>
    public static DaprConfiguration Configuration(Workload workload, Sidecar sidecar, Cluster cluster) => new(
        Labels.Meta(sidecar.ConfigurationName, cluster.Options, "dapr", workload.Name),
        new(
            new("deny", "public",
            [
                .. cluster.Edges.Where(e => e.To == workload && e.Port == EdgeFinder.SidecarPort)
                    .Select(e => new DaprCaller(e.From.Sidecar!.AppId, "allow", "public", cluster.Options.Namespace)),
            ]),
            workload.HasTelemetry
                ? new(cluster.Options.TraceSamplingRate, new($"{WorkloadReader.Collector}:{WorkloadReader.CollectorPort}", false, "grpc"))
                : null));

    /// <summary>Files that sidecars read as they are (resiliency, subscriptions, components): each once.</summary>
    public static IEnumerable<string> Files(Cluster cluster) => cluster.Services.Select(w => w.Sidecar).OfType<Sidecar>()
        .SelectMany(s => s.Options.ResourcesPaths.Order(StringComparer.Ordinal)
            .Concat(s.Components.Select(c => c.Options?.LocalPath).OfType<string>()))
        .SelectMany(IEnumerable<string> (path) => Directory.Exists(path)
            ? Directory.EnumerateFiles(path, "*.y*ml").Order(StringComparer.Ordinal)
            : [path])
        .Distinct();

    private static IEnumerable<DaprComponentMetadataAnnotation> Settings(IDaprComponentResource component) =>
        component.Annotations.OfType<DaprComponentMetadataAnnotation>();
}
