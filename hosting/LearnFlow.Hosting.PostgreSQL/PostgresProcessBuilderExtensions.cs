using Aspire.Hosting.ApplicationModel;
using LearnFlow.Hosting.PostgreSQL;
using LearnFlow.Hosting.RunMode;

namespace Aspire.Hosting;

/// <summary>Runs a PostgreSQL resource without a container.</summary>
public static class PostgresProcessBuilderExtensions
{
    /// <summary>
    /// In run mode the server is a process, npm's PostgreSQL 18, instead of a container. Databases, init files, volumes, credentials,
    /// ports and health checks work as with the container; what is published stays the same.
    /// </summary>
    /// <remarks>
    /// The process is the resource <c>{name}-server</c>. Data of a volume lie in <c>.aspire/volumes</c> beside the AppHost; without a volume
    /// or a bind mount the server begins empty with each run of the AppHost. Init files are <c>*.sql</c>. The setting
    /// <c>LearnFlow:Containers=true</c> leaves the container in place.
    /// </remarks>
    /// <param name="builder">The server.</param>
    public static IResourceBuilder<PostgresServerResource> RunAsProcess(this IResourceBuilder<PostgresServerResource> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (!ContainerReplacement.IsEnabled(builder.ApplicationBuilder))
        {
            return builder;
        }

        builder.ApplicationBuilder.Services.TryAddDataFolder();
        var server = new PostgresServerProcess(builder.Resource);
        var executable = builder.ApplicationBuilder
            .AddExecutable($"{builder.Resource.Name}-server", PostgresServerProcess.Command, Path.GetTempPath())
            .WithArgs(server.AddArguments)
            .WithIconName("DatabaseMultiple");
        return builder.ReplaceBy(executable, PostgresServerProcess.EndpointName, server.PrepareAsync);
    }
}
