using Aspire.Hosting.ApplicationModel;
using CommunityToolkit.Aspire.Hosting.Dapr;

namespace Aspire.Hosting;

/// <summary>Sets the metadata of components.</summary>
public static class DaprMetadataResourceBuilderExtensions
{
    /// <summary>Sets an entry to a text.</summary>
    public static IResourceBuilder<IDaprComponentResource> WithMetadata(this IResourceBuilder<IDaprComponentResource> builder, string name, string value) =>
        builder.Set(name, value);

    /// <summary>Sets an entry to a value that is known later: an endpoint, a connection string.</summary>
    public static IResourceBuilder<IDaprComponentResource> WithMetadata(this IResourceBuilder<IDaprComponentResource> builder, string name,
        IValueProvider valueProvider) =>
        builder.Set(name, valueProvider);

    /// <summary>Sets an entry to a parameter's value.</summary>
    public static IResourceBuilder<IDaprComponentResource> WithMetadata(this IResourceBuilder<IDaprComponentResource> builder, string name,
        ParameterResource parameterResource) =>
        builder.Set(name, parameterResource);

    private static IResourceBuilder<IDaprComponentResource> Set(this IResourceBuilder<IDaprComponentResource> builder, string name, object value)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(value);
        if (builder.Resource.Annotations.OfType<DaprComponentMetadataAnnotation>().FirstOrDefault(m => m.Name == name) is { } previous)
            builder.Resource.Annotations.Remove(previous);
        return builder.WithAnnotation(new DaprComponentMetadataAnnotation(name, value));
    }
}
