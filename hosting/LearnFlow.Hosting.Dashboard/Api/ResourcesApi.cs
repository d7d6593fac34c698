using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using LearnFlow.Hosting.Dashboard.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LearnFlow.Hosting.Dashboard.Api;

/// <summary>The resources of the model: their state, their environment with secrets masked, their commands.</summary>
internal static class ResourcesApi
{
    private const string Masked = "*****";
    private static readonly string[] s_secretNames = ["PASSWORD", "SECRET", "_TOKEN", "API_KEY", "APIKEY", "_HEADERS"];

    public static void MapResources(this IEndpointRouteBuilder api, ResourceStates states, ResourceCommandService commands)
    {
        var resources = api.MapGroup("/resources");
        resources.MapGet("/", () => Results.Ok(states.All().Select(View)));
        resources.MapGet("/{id}", (string id) => states.Find(id) is { } found ? Results.Ok(View(found)) : NotFound(id));
        resources.MapGet("/{id}/environment/{name}", (string id, string name) =>
            states.Find(id)?.Snapshot.EnvironmentVariables.FirstOrDefault(v => v.Name == name)?.Unmasked is { } value ? Results.Ok(new { name, value }) : Results.Problem($"'{id}' was not started with a variable '{name}'.", statusCode: StatusCodes.Status404NotFound));
        resources.MapPost("/{id}/commands/{command}", async (string id, string command, CancellationToken cancellation) =>
        {
            if (states.Find(id) is null)
                return NotFound(id);
            var result = await commands.ExecuteCommandAsync(id, command, cancellation);
            return result.Success
                ? Results.Ok(new { message = result.Message })
                : Results.Problem(result.ErrorMessage ?? "The command was given up.", statusCode: StatusCodes.Status409Conflict);
        });
    }

    /// <summary>A resource as the API shows it: without secrets.</summary>
    public static object View(ResourceEvent found)
    {
        var snapshot = found.Snapshot;
        return new
        {
            id = found.ResourceId,
            name = found.Resource.Name,
            type = snapshot.ResourceType,
            state = snapshot.State?.Text,
            stateStyle = snapshot.State?.Style,
            health = snapshot.HealthStatus?.ToString(),
            healthReports = snapshot.HealthReports.Select(h => new { name = h.Name, status = h.Status?.ToString(), description = h.Description, exception = h.ExceptionText, lastRunAt = h.LastRunAt }),
            created = snapshot.CreationTimeStamp,
            started = snapshot.StartTimeStamp,
            stopped = snapshot.StopTimeStamp,
            exitCode = snapshot.ExitCode,
            isHidden = snapshot.IsHidden,
            urls = snapshot.Urls.Select(u => new { name = u.Name, url = u.Url, text = u.DisplayProperties.DisplayName, isInternal = u.IsInternal, isInactive = u.IsInactive }),
            environment = snapshot.EnvironmentVariables.OrderBy(v => v.Name, StringComparer.Ordinal)
                .Select(v => IsSecret(v.Name) ? new { name = v.Name, value = (string?)Masked, isMasked = true }
                    : new { name = v.Name, value = v.Value, isMasked = v.Value?.Contains(Masked, StringComparison.Ordinal) == true }),
            properties = snapshot.Properties.Select(p => new { name = p.Name, value = p.IsSensitive ? Masked : p.Value is string or null ? (string?)p.Value : TextOf(p.Value) }),
            volumes = snapshot.Volumes,
            relationships = snapshot.Relationships.Select(r => new { resource = r.ResourceName, type = r.Type }),
            commands = snapshot.Commands.Where(c => c.State != ResourceCommandState.Hidden && c.Visibility.HasFlag(ResourceCommandVisibility.UI)).Select(c => new
            {
                name = c.Name,
                displayName = c.DisplayName,
                description = c.DisplayDescription,
                confirmation = c.ConfirmationMessage,
                isEnabled = c.State == ResourceCommandState.Enabled,
            }),
        };
    }

    /// <summary>Keys that the host or a program made are no parameters of the model: their names tell.</summary>
    private static bool IsSecret(string variable) => Array.Exists(s_secretNames, name => variable.Contains(name, StringComparison.OrdinalIgnoreCase));

    private static string TextOf(object value) => value is System.Collections.IEnumerable list ? string.Join(' ', list.Cast<object?>()) : Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? "";

    private static IResult NotFound(string id) => Results.Problem($"The model has no resource '{id}'.", statusCode: StatusCodes.Status404NotFound);
}
