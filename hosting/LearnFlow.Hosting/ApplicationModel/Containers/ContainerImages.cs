using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Puts one registry in place of those of all images, where the options say so.</summary>
internal static class ContainerImages
{
    public static Task ReplaceRegistriesAsync(BeforeStartEvent e, CancellationToken cancellationToken)
    {
        if (e.Services.GetRequiredService<DistributedApplicationOptions>().ContainerRegistryOverride is { Length: > 0 } registry)
        {
            foreach (var image in e.Model.Resources.SelectMany(r => r.Annotations.OfType<ContainerImageAnnotation>()))
                image.Registry = registry;
        }
        return Task.CompletedTask;
    }
}
