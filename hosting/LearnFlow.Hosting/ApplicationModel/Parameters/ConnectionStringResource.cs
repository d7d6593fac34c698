using Microsoft.Extensions.Logging;

namespace Aspire.Hosting;

/// <summary>A connection string that is put together from other values.</summary>
public sealed class ConnectionStringResource(string name, ReferenceExpression connectionStringExpression) : Resource(name), IResourceWithConnectionString, IResourceWithWaitSupport
{
    /// <inheritdoc/>
    public ReferenceExpression ConnectionStringExpression { get; } = connectionStringExpression ?? throw new ArgumentNullException(nameof(connectionStringExpression));
}

/// <summary>Adds connection strings that are put together from other values.</summary>
public static class ConnectionStringBuilderExtensions
{
    /// <summary>Adds a connection string; it waits for the start of the resources that it refers to.</summary>
    public static IResourceBuilder<ConnectionStringResource> AddConnectionString(this IDistributedApplicationBuilder builder, [ResourceName] string name, ReferenceExpression connectionStringExpression)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var added = builder.AddResource(new ConnectionStringResource(name, connectionStringExpression));
        var dependencies = connectionStringExpression.ValueProviders
            .SelectMany(IEnumerable<object> (v) => v is IResource ? [v] : (v as IValueWithReferences)?.References ?? [])
            .OfType<IResource>().Where(r => r is not IResourceWithoutLifetime)
            .DistinctBy(r => r.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var dependency in dependencies)
            added.WaitForStart(builder.CreateResourceBuilder(dependency));
        return added
            .WithReferenceRelationship(connectionStringExpression)
            .WithInitialState(new() { ResourceType = "ConnectionString", State = KnownResourceStates.NotStarted, Properties = [] })
            .OnInitializeResource(BecomeAvailableAsync);
    }

    /// <summary>Adds a connection string, built piece by piece.</summary>
    public static IResourceBuilder<ConnectionStringResource> AddConnectionString(this IDistributedApplicationBuilder builder, [ResourceName] string name, Action<ReferenceExpressionBuilder> connectionStringBuilder)
    {
        ArgumentNullException.ThrowIfNull(connectionStringBuilder);
        var expression = new ReferenceExpressionBuilder();
        connectionStringBuilder(expression);
        return builder.AddConnectionString(name, expression.Build());
    }

    private static async Task BecomeAvailableAsync(ConnectionStringResource resource, InitializeResourceEvent e, CancellationToken cancellationToken)
    {
        try
        {
            await e.Eventing.PublishAsync(new BeforeResourceStartedEvent(resource, e.Services), cancellationToken).ConfigureAwait(false);
            await e.Notifications.PublishUpdateAsync(resource, s => s with { State = KnownResourceStates.Running }).ConfigureAwait(false);
            await e.Eventing.PublishAsync(new ConnectionStringAvailableEvent(resource, e.Services), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            e.Logger.LogError(error, "Failed to resolve connection string for resource '{ResourceName}'", resource.Name);
            await e.Notifications.PublishUpdateAsync(resource, s => s with { State = KnownResourceStates.FailedToStart }).ConfigureAwait(false);
        }
    }
}
