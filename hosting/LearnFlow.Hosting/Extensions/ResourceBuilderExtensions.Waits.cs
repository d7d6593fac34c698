namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>The resource starts only when another runs, is healthy and its ResourceReady handlers are done.</summary>
    /// <exception cref="DistributedApplicationException">A resource cannot wait for itself or its parent.</exception>
    public static IResourceBuilder<T> WaitFor<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency) where T : IResourceWithWaitSupport =>
        builder.WaitFor(dependency, WaitType.WaitUntilHealthy, null);

    /// <inheritdoc cref="WaitFor{T}(IResourceBuilder{T}, IResourceBuilder{IResource})"/>
    public static IResourceBuilder<T> WaitFor<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency, WaitBehavior waitBehavior) where T : IResourceWithWaitSupport =>
        builder.WaitFor(dependency, WaitType.WaitUntilHealthy, waitBehavior);

    /// <summary>The resource starts only when another runs.</summary>
    /// <exception cref="DistributedApplicationException">A resource cannot wait for itself or its parent.</exception>
    public static IResourceBuilder<T> WaitForStart<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency) where T : IResourceWithWaitSupport =>
        builder.WaitFor(dependency, WaitType.WaitUntilStarted, null);

    /// <inheritdoc cref="WaitForStart{T}(IResourceBuilder{T}, IResourceBuilder{IResource})"/>
    public static IResourceBuilder<T> WaitForStart<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency, WaitBehavior waitBehavior) where T : IResourceWithWaitSupport =>
        builder.WaitFor(dependency, WaitType.WaitUntilStarted, waitBehavior);

    /// <summary>The resource starts only when another has ended with an exit code.</summary>
    /// <exception cref="DistributedApplicationException">A resource cannot wait for itself or its parent.</exception>
    public static IResourceBuilder<T> WaitForCompletion<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency, int exitCode = 0) where T : IResourceWithWaitSupport
    {
        RequireOther(builder, dependency);
        return builder
            .WithRelationship(dependency.Resource, KnownRelationshipTypes.WaitFor)
            .WithAnnotation(new WaitAnnotation(dependency.Resource, WaitType.WaitForCompletion, exitCode));
    }

    /// <summary>Whoever waits for a database waits for its server too: the database alone may have no health check.</summary>
    private static IResourceBuilder<T> WaitFor<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency, WaitType type, WaitBehavior? behavior, bool isImplied = false) where T : IResourceWithWaitSupport
    {
        RequireOther(builder, dependency);
        if (dependency.Resource is IResourceWithParent child)
            builder.WaitFor(builder.ApplicationBuilder.CreateResourceBuilder(child.Parent), type, behavior, isImplied: true);
        if (type == WaitType.WaitUntilStarted && dependency.Resource is ConnectionStringResource connection)
        {
            foreach (var part in connection.ConnectionStringExpression.ValueProviders.OfType<IResource>())
                builder.WaitFor(builder.ApplicationBuilder.CreateResourceBuilder(part), type, behavior, isImplied: true);
        }
        if (!isImplied)
            builder.WithRelationship(dependency.Resource, KnownRelationshipTypes.WaitFor);
        return builder.WithAnnotation(new WaitAnnotation(dependency.Resource, type) { WaitBehavior = behavior });
    }

    private static void RequireOther<T>(IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency) where T : IResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(dependency);
        if (ReferenceEquals(builder.Resource, dependency.Resource))
            throw new DistributedApplicationException($"The '{builder.Resource.Name}' resource cannot wait for itself.");
        if (builder.Resource is IResourceWithParent child && child.Parent == dependency.Resource)
            throw new DistributedApplicationException($"The '{builder.Resource.Name}' resource cannot wait for its parent '{dependency.Resource.Name}'.");
    }
}
