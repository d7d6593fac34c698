namespace Aspire.Hosting.ApplicationModel;

/// <summary>The connection string of a resource as a value; unless optional, it must not be empty.</summary>
public class ConnectionStringReference(IResourceWithConnectionString resource, bool optional) : IExpressionValue, IValueWithReferences
{
    /// <summary>The resource.</summary>
    public IResourceWithConnectionString Resource { get; } = resource ?? throw new ArgumentNullException(nameof(resource));

    /// <summary>Whether an empty connection string is allowed.</summary>
    public bool Optional { get; } = optional;

    string IManifestExpressionProvider.ValueExpression => Resource.ValueExpression;

    IEnumerable<object> IValueWithReferences.References => [Resource];

    ValueTask<string?> IValueProvider.GetValueAsync(CancellationToken cancellationToken) => Resource.GetValueAsync(cancellationToken);

    async ValueTask<string?> IValueProvider.GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken) =>
        Require(await Resource.GetValueAsync(context, cancellationToken).ConfigureAwait(false));

    /// <exception cref="DistributedApplicationException">The connection string is empty and not optional.</exception>
    internal string? Require(string? value) => !string.IsNullOrEmpty(value) || Optional
        ? value
        : throw new DistributedApplicationException($"The connection string for the resource '{Resource.Name}' is not available.");
}
