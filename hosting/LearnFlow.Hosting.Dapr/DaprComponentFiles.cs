using System.Text.Json;
using Aspire.Hosting.ApplicationModel;

namespace CommunityToolkit.Aspire.Hosting.Dapr;

/// <summary>A sidecar's components as files of a folder. A setting that is more than a text of the model goes by an environment variable.</summary>
/// <remarks>Contract: docs.dapr.io/reference/resource-specs/component-schema (<c>envRef</c>).</remarks>
internal static class DaprComponentFiles
{
    // JSON is YAML too.
    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true, DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Writes the folder anew: the model's components, and the files that the model names.</summary>
    public static async Task WriteAsync(string folder, DaprSidecarResource sidecar, CancellationToken cancellationToken)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
        Directory.CreateDirectory(folder);
        var files = sidecar.Components.Select(c => c.Options?.LocalPath).OfType<string>().Concat(sidecar.Options.ResourcesPaths.Where(File.Exists));
        foreach (var file in files.Distinct())
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }
        foreach (var component in OfModel(sidecar))
        {
            await File.WriteAllTextAsync(Path.Combine(folder, component.Name + ".yaml"), JsonSerializer.Serialize(Describe(component), s_json),
                cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The variables that the files refer to.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> ReadSettingsAsync(DaprSidecarResource sidecar, CancellationToken cancellationToken)
    {
        var variables = new Dictionary<string, string>();
        foreach (var component in OfModel(sidecar))
        {
            foreach (var setting in SettingsOf(component))
            {
                if (setting.Value is IValueProvider provider)
                {
                    var value = await provider.GetValueAsync(cancellationToken).ConfigureAwait(false) ?? "";
                    var isPostgres = setting.Name.Equals("connectionString", StringComparison.OrdinalIgnoreCase) && component.Type.EndsWith(".postgresql", StringComparison.Ordinal);
                    variables[Variable(component, setting.Name)] = isPostgres ? PgxConnectionString.From(value) : value;
                }
            }
        }
        return variables;
    }

    /// <summary>What the components' settings come from, for example databases and brokers.</summary>
    public static IEnumerable<IResource> ReferencesOf(DaprSidecarResource sidecar) =>
        OfModel(sidecar).SelectMany(SettingsOf).SelectMany(s => ResourcesIn(s.Value)).Distinct();

    private static IEnumerable<IDaprComponentResource> OfModel(DaprSidecarResource sidecar) => sidecar.Components.Where(c => c.Options?.LocalPath is null);

    private static IEnumerable<DaprComponentMetadataAnnotation> SettingsOf(IDaprComponentResource component) =>
        component.Annotations.OfType<DaprComponentMetadataAnnotation>();

    private static object Describe(IDaprComponentResource component)
    {
        var spec = DaprComponentSpec.Of(component);
        return new
        {
            apiVersion = "dapr.io/v1alpha1",
            kind = "Component",
            metadata = new { name = component.Name },
            spec = new
            {
                type = spec.Type,
                version = spec.Version,
                metadata = SettingsOf(component).Select(s => new
                {
                    name = s.Name,
                    value = s.Value as string,
                    envRef = s.Value is string ? null : Variable(component, s.Name),
                }),
            },
        };
    }

    private static IEnumerable<IResource> ResourcesIn(object value) => value switch
    {
        IResource resource => [resource],
        EndpointReference endpoint => [endpoint.Resource],
        IValueWithReferences references => references.References.SelectMany(ResourcesIn),
        _ => [],
    };

    private static string Variable(IDaprComponentResource component, string setting) => $"COMPONENT_{component.Name}_{setting}".ToUpperInvariant().Replace('-', '_');
}
