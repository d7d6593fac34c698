using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;

namespace LearnFlow.Hosting.Orchestration;

/// <summary>Tells, once per start, that the connection strings of a resource and of what lives in it have values.</summary>
internal sealed class ConnectionStrings(DistributedApplicationModel model, IDistributedApplicationEventing eventing, ResourceNotificationService notifications, IServiceProvider services)
{
    public async Task AnnounceAsync(IResource resource, CancellationToken cancellationToken)
    {
        if (resource is IResourceWithConnectionString source)
        {
            var value = await source.GetConnectionStringAsync(cancellationToken).ConfigureAwait(false);
            await notifications.PublishUpdateAsync(resource, s => s with
            {
                Properties = [.. s.Properties.Where(p => p.Name != CustomResourceKnownProperties.ConnectionString), new(CustomResourceKnownProperties.ConnectionString, value) { IsSensitive = true }],
            }).ConfigureAwait(false);
            await eventing.PublishAsync(new ConnectionStringAvailableEvent(resource, services), cancellationToken).ConfigureAwait(false);
        }

        foreach (var child in model.Resources.OfType<IResourceWithParent>().Where(c => c.Parent == resource))
            await AnnounceAsync(child, cancellationToken).ConfigureAwait(false);
    }
}
