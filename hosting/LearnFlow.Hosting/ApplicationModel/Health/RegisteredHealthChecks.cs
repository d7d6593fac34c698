using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Refuses to start with a WithHealthCheck whose check nobody registered: its resource would never be healthy.</summary>
internal sealed class RegisteredHealthChecks(DistributedApplicationModel model, ILogger<RegisteredHealthChecks> logger) : IValidateOptions<HealthCheckServiceOptions>
{
    public ValidateOptionsResult Validate(string? name, HealthCheckServiceOptions options)
    {
        var registered = options.Registrations.Select(r => r.Name).ToHashSet();
        var missing =
            from resource in model.Resources
            from check in resource.Annotations.OfType<HealthCheckAnnotation>()
            where !registered.Contains(check.Key)
            select (resource.Name, check.Key);
        var isMissing = false;
        foreach (var (resource, key) in missing)
        {
            isMissing = true;
            logger.LogError("The health check '{HealthCheckKey}' is not registered and is required for resource '{ResourceName}'.", key, resource);
        }

        // Stock's sentence.
        return isMissing ? ValidateOptionsResult.Fail("A health check registration is missing. Check logs for more details.") : ValidateOptionsResult.Success;
    }
}
