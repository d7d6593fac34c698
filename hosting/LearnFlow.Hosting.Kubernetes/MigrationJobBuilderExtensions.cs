using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Tells the Kubernetes output that a project migrates its database.</summary>
public static class MigrationJobBuilderExtensions
{
    /// <summary>
    /// Publishes a Job that runs the project's image with <c>--migrate</c>, and an init container in its pods that runs it with
    /// <c>--await-migrations</c>.
    /// </summary>
    /// <param name="builder">
    /// A project that with <c>--migrate</c> brings its database to its version's schema and ends, and with <c>--await-migrations</c> ends as
    /// soon as no migration is pending.
    /// </param>
    public static IResourceBuilder<ProjectResource> WithMigrationJob(this IResourceBuilder<ProjectResource> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithAnnotation(new MigrationJobAnnotation(), ResourceAnnotationMutationBehavior.Replace);
    }
}
