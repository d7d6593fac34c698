namespace Aspire.Hosting.ApplicationModel;

/// <summary>A URL of the machine that runs the AppHost, as another resource must write it.</summary>
/// <param name="Url">The URL with host localhost.</param>
public record HostUrl(string Url) : IExpressionValue
{
    string IManifestExpressionProvider.ValueExpression => Url;

    ValueTask<string?> IValueProvider.GetValueAsync(CancellationToken cancellationToken) => new(Url);

    /// <summary>A container reaches the machine by its engine's name for it, a process by the URL as it is.</summary>
    ValueTask<string?> IValueProvider.GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken)
    {
        if (context.EffectiveNetwork == KnownNetworkIdentifiers.LocalhostNetwork || !Uri.TryCreate(Url, UriKind.Absolute, out var uri) || !uri.IsLoopback)
            return new(Url);
        var url = new UriBuilder(uri) { Host = KnownHostNames.DockerDesktopHostBridge }.Uri.ToString();
        return new(Url.EndsWith('/') ? url : url.TrimEnd('/'));
    }
}
