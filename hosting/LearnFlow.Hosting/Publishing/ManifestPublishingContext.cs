using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Aspire.Hosting.Publishing;

/// <summary>Writes the manifest: the resources in model order, then what they refer to and the model does not hold.</summary>
/// <param name="executionContext">The operation.</param>
/// <param name="manifestPath">The manifest's file, to which paths are relative.</param>
/// <param name="writer">Where it is written.</param>
/// <param name="cancellationToken">Cancelled when the writing is given up.</param>
public sealed partial class ManifestPublishingContext(DistributedApplicationExecutionContext executionContext, string manifestPath, Utf8JsonWriter writer, CancellationToken cancellationToken = default)
{
    /// <summary>The operation.</summary>
    public DistributedApplicationExecutionContext ExecutionContext { get; } = executionContext;

    /// <summary>The manifest's file.</summary>
    public string ManifestPath { get; } = manifestPath;

    /// <summary>Where the manifest is written.</summary>
    public Utf8JsonWriter Writer { get; } = writer;

    /// <summary>Cancelled when the writing is given up.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>A path relative to the manifest's folder, with forward slashes.</summary>
    [return: NotNullIfNotNull(nameof(path))]
    public string? GetManifestRelativePath(string? path)
    {
        if (path is null)
            return null;
        var folder = Path.GetDirectoryName(Path.GetFullPath(ManifestPath))
            ?? throw new DistributedApplicationException("Could not get directory name of output path");
        return Path.GetRelativePath(folder, path.Replace('\\', '/')).Replace('\\', '/');
    }

    internal async Task WriteModelAsync(DistributedApplicationModel model)
    {
        foreach (var resource in model.Resources)
            _names.Add(resource.Name);

        Writer.WriteStartObject();
        Writer.WriteStartObject("resources");
        foreach (var resource in model.Resources)
            await WriteResourceAsync(resource).ConfigureAwait(false);
        foreach (var resource in _referenced.Values.Where(r => !model.Resources.TryGetByName(r.Name, out _)).ToArray())
            await WriteResourceAsync(resource).ConfigureAwait(false);
        foreach (var parameter in _encoded.Keys.ToArray())
            WriteEncodedParameters(parameter);
        foreach (var (name, expression) in _conditionals)
            await WriteConditionalAsync(name, expression).ConfigureAwait(false);
        Writer.WriteEndObject();
        Writer.WriteEndObject();
        await Writer.FlushAsync(CancellationToken).ConfigureAwait(false);
    }

    internal async Task WriteResourceAsync(IResource resource)
    {
        var custom = resource.Annotations.OfType<ManifestPublishingCallbackAnnotation>().LastOrDefault();
        if (custom is { Callback: null })
            return;

        Writer.WriteStartObject(resource.Name);
        var written = (custom, resource) switch
        {
            ({ Callback: { } callback }, _) => callback(this),
            (_, ContainerResource container) => WriteContainerAsync(container),
            (_, ProjectResource project) => WriteProjectAsync(project),
            (_, ExecutableResource executable) => WriteExecutableAsync(executable),
            (_, ParameterResource parameter) => Completed(() => WriteParameter(parameter)),
            (_, IResourceWithConnectionString) => Completed(() => WriteValue(resource)),
            _ => Completed(() => Writer.WriteString("error", "This resource does not support generation in the manifest.")),
        };
        await written.ConfigureAwait(false);
        Writer.WriteEndObject();
        if (resource is ParameterResource value)
            WriteEncodedParameters(value);
    }

    private static Task Completed(Action write)
    {
        write();
        return Task.CompletedTask;
    }
}
