using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Tells the Kubernetes output what a gateway enforces.</summary>
public static class GatewayPolicyBuilderExtensions
{
    /// <summary>Publishes the project's own request limits and CORS rules to the gateway in front of it, Kong.</summary>
    /// <param name="builder">A project with external endpoints.</param>
    /// <param name="policyType">
    /// The full name of a type in the project's assembly with a static method <c>From(IConfiguration)</c>. It is called when the model is
    /// published, with the project's appsettings.json and the environment that the project has in the cluster. The result has the properties
    /// Rules (Name, Method, Paths, Budget.PerAddress a minute), AllowedOrigins, AllowedMethods, AllowedHeaders, ExposedHeaders and AccessLog.
    /// </param>
    /// <remarks>The project must have been built; publishing fails with a sentence where it was not.</remarks>
    public static IResourceBuilder<ProjectResource> WithGatewayPolicy(this IResourceBuilder<ProjectResource> builder, string policyType)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(policyType);
        return builder.WithAnnotation(new GatewayPolicyAnnotation(policyType), ResourceAnnotationMutationBehavior.Replace);
    }
}
