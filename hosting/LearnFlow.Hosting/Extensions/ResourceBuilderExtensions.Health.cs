using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>The resource is healthy only when a health check of the AppHost's services says so.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="key">The name under which the check is registered in <see cref="IDistributedApplicationBuilder.Services"/>.</param>
    /// <exception cref="DistributedApplicationException">The resource has that check already.</exception>
    public static IResourceBuilder<T> WithHealthCheck<T>(this IResourceBuilder<T> builder, string key) where T : IResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(key);
        if (builder.Resource.Annotations.OfType<HealthCheckAnnotation>().Any(a => a.Key == key))
            throw new DistributedApplicationException($"Resource '{builder.Resource.Name}' already has a health check with key '{key}'.");
        return builder.WithAnnotation(new HealthCheckAnnotation(key));
    }

    /// <summary>The resource is healthy only when a GET has the expected status.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="path">The path; / when null.</param>
    /// <param name="statusCode">The status; 200 when null.</param>
    /// <param name="endpointName">The endpoint; http, or else https, when null.</param>
    /// <exception cref="DistributedApplicationException">The endpoint is not http or https.</exception>
    public static IResourceBuilder<T> WithHttpHealthCheck<T>(this IResourceBuilder<T> builder, string? path = null, int? statusCode = null, string? endpointName = null) where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithHttpHealthCheck(() => HttpEndpoint(builder, endpointName, "HTTP health check"), path, statusCode);
    }

    /// <summary>The resource is healthy only when a GET of a chosen endpoint has the expected status.</summary>
    /// <exception cref="DistributedApplicationException">The endpoint is not http or https.</exception>
    public static IResourceBuilder<T> WithHttpHealthCheck<T>(this IResourceBuilder<T> builder, Func<EndpointReference>? endpointSelector, string? path = null, int? statusCode = null) where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);
        var endpoint = RequireHttp(builder, (endpointSelector ?? (() => HttpEndpoint(builder, null, "HTTP health check")))(), "HTTP health check");
        var (checkedPath, status) = (path ?? "/", statusCode ?? 200);
        var key = $"{builder.Resource.Name}_{endpoint.EndpointName}_{checkedPath}_{status}_check";
        builder.ApplicationBuilder.Services.AddHealthChecks().Add(new HealthCheckRegistration(
            key,
            services => new EndpointHealthCheck(endpoint, checkedPath, status, services.GetRequiredService<IHttpClientFactory>()),
            failureStatus: null,
            tags: null));
        return builder.WithHealthCheck(key).WithAnnotation(new HttpHealthCheckAnnotation(endpoint, checkedPath, status));
    }

    /// <summary>Adds a probe for deployments by an HTTP GET.</summary>
    public static IResourceBuilder<T> WithHttpProbe<T>(this IResourceBuilder<T> builder, ProbeType type, string? path = null, int? initialDelaySeconds = null, int? periodSeconds = null, int? timeoutSeconds = null, int? failureThreshold = null, int? successThreshold = null, string? endpointName = null) where T : IResourceWithEndpoints, IResourceWithProbes =>
        builder.WithHttpProbe(type, () => HttpEndpoint(builder, endpointName, "HTTP probe"), path, initialDelaySeconds, periodSeconds, timeoutSeconds, failureThreshold, successThreshold);

    /// <summary>Adds a probe for deployments by an HTTP GET of a chosen endpoint; it takes the place of one of the same type.</summary>
    public static IResourceBuilder<T> WithHttpProbe<T>(this IResourceBuilder<T> builder, ProbeType type, Func<EndpointReference>? endpointSelector, string? path = null, int? initialDelaySeconds = null, int? periodSeconds = null, int? timeoutSeconds = null, int? failureThreshold = null, int? successThreshold = null) where T : IResourceWithEndpoints, IResourceWithProbes
    {
        ArgumentNullException.ThrowIfNull(builder);
        var endpoint = RequireHttp(builder, (endpointSelector ?? (() => HttpEndpoint(builder, null, "HTTP probe")))(), "HTTP probe");
        if (builder.Resource.Annotations.OfType<ProbeAnnotation>().SingleOrDefault(p => p.Type == type) is { } previous)
            builder.Resource.Annotations.Remove(previous);
        return builder.WithAnnotation(new EndpointProbeAnnotation
        {
            Type = type,
            EndpointReference = endpoint,
            Path = path ?? "/",
            InitialDelaySeconds = initialDelaySeconds ?? 5,
            PeriodSeconds = periodSeconds ?? 5,
            TimeoutSeconds = timeoutSeconds ?? 1,
            FailureThreshold = failureThreshold ?? 3,
            SuccessThreshold = successThreshold ?? 1,
        });
    }

    /// <summary>The named endpoint, or the first of http and https.</summary>
    private static EndpointReference HttpEndpoint<T>(IResourceBuilder<T> builder, string? name, string purpose) where T : IResourceWithEndpoints
    {
        string[] names = name is null ? ["http", "https"] : [name];
        var found = names.Select(n => builder.Resource.GetEndpoint(n)).FirstOrDefault(e => e.Exists);
        return found ?? throw new DistributedApplicationException(
            $"Could not create {purpose} for resource '{builder.Resource.Name}' as no endpoint was found matching one of the specified names: {string.Join(", ", names)}");
    }

    private static EndpointReference RequireHttp<T>(IResourceBuilder<T> builder, EndpointReference? endpoint, string purpose) where T : IResourceWithEndpoints
    {
        if (endpoint is null)
            throw new DistributedApplicationException($"Could not create {purpose} for resource '{builder.Resource.Name}' as the endpoint selector returned null.");
        return endpoint.Scheme is "http" or "https"
            ? endpoint
            : throw new DistributedApplicationException($"Could not create {purpose} for resource '{builder.Resource.Name}' as the endpoint with name '{endpoint.EndpointName}' and scheme '{endpoint.Scheme}' is not an HTTP endpoint.");
    }
}
