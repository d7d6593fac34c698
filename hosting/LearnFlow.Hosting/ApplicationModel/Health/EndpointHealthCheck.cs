using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Healthy when a GET of an endpoint's path has the expected status.</summary>
internal sealed class EndpointHealthCheck(EndpointReference endpoint, string path, int statusCode, IHttpClientFactory clients) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!endpoint.IsAllocated)
            return HealthCheckResult.Unhealthy($"The endpoint '{endpoint.EndpointName}' of '{endpoint.Resource.Name}' has no address yet.");
        var uri = new Uri(new Uri(endpoint.Url), path);
        try
        {
            using var client = clients.CreateClient(nameof(EndpointHealthCheck));
            using var response = await client.GetAsync(uri, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            var status = (int)response.StatusCode;
            return status == statusCode
                ? HealthCheckResult.Healthy()
                : new(context.Registration.FailureStatus, string.Create(CultureInfo.InvariantCulture, $"Request to {uri} returned {status} {response.StatusCode}, expected {statusCode}."));
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return new(context.Registration.FailureStatus, $"Failed to connect to {uri}.", e);
        }
    }
}
