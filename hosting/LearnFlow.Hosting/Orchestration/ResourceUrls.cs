using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace LearnFlow.Hosting.Orchestration;

/// <summary>Makes the URLs shown for a resource: one per endpoint, then what WithUrls and WithUrlForEndpoint say.</summary>
internal static class ResourceUrls
{
    public static async Task<IReadOnlyList<UrlSnapshot>> MakeAsync(IResource resource, DistributedApplicationExecutionContext executionContext, ResourceLoggerService logs, CancellationToken cancellationToken)
    {
        var urls = new List<ResourceUrlAnnotation>();
        if (resource is IResourceWithEndpoints withEndpoints)
        {
            foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
            {
                if (endpoint.AllocatedEndpoint is { } allocated)
                    urls.Add(new ResourceUrlAnnotation { Url = allocated.UriString, Endpoint = new EndpointReference(withEndpoints, endpoint) });
            }
        }

        var fixedUrls = resource.Annotations.OfType<ResourceUrlAnnotation>().ToList();
        urls.AddRange(fixedUrls);
        var context = new ResourceUrlsCallbackContext(executionContext, resource, urls, cancellationToken) { Logger = logs.GetLogger(resource) };
        foreach (var step in resource.Annotations.OfType<ResourceUrlsCallbackAnnotation>().ToList())
            await step.Callback(context).ConfigureAwait(false);

        foreach (var url in fixedUrls)
            resource.Annotations.Remove(url);
        foreach (var url in urls)
        {
            url.Url = Absolute(url);
            resource.Annotations.Add(url);
        }

        return [.. urls.Select((url, i) => new UrlSnapshot(url.Endpoint?.EndpointName, url.Url, url.DisplayLocation == UrlDisplayLocation.DetailsOnly)
        {
            IsInactive = url.Endpoint is not null,
            DisplayProperties = new(url.DisplayText ?? "", urls.Count - i),
        })];
    }

    private static string Absolute(ResourceUrlAnnotation url) =>
        url.Endpoint?.EndpointAnnotation.AllocatedEndpoint is { } allocated && url.Url.StartsWith('/')
            ? allocated.UriString + url.Url
            : url.Url;
}
