using System.Text.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using LearnFlow.Hosting.Dashboard.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LearnFlow.Hosting.Dashboard.Api;

/// <summary>The resources of the model: their state, their console logs, their commands.</summary>
internal static class ResourcesApi
{
    private const string Masked = "*****";

    public static void MapResources(this IEndpointRouteBuilder api, ResourceStates states, ResourceLoggerService logs, ResourceCommandService commands)
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
        resources.MapGet("/{id}/logs", async (HttpContext context, string id, bool? follow) =>
        {
            if (states.Find(id) is not { } found)
            {
                await NotFound(id).ExecuteAsync(context);
                return;
            }
            context.Response.BeginLines();
            try
            {
                await foreach (var lines in (follow == true ? logs.WatchAsync(found.ResourceId) : logs.GetAllAsync(found.ResourceId)).WithCancellation(context.RequestAborted))
                {
                    foreach (var line in lines)
                    {
                        await JsonSerializer.SerializeAsync(context.Response.Body, Line(found.ResourceId, line), JsonSerializerOptions.Web, context.RequestAborted);
                        await context.Response.Body.WriteAsync("\n"u8.ToArray(), context.RequestAborted);
                    }
                    await context.Response.Body.FlushAsync(context.RequestAborted);
                }
            }
            catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
            {
                // The reader has gone.
            }
        });
    }

    private static ConsoleLine Line(string resource, LogLine line)
    {
        // The logger service puts the time before the text.
        var space = line.Content.IndexOf(' ', StringComparison.Ordinal);
        return space > 0 && DateTimeOffset.TryParse(line.Content.AsSpan(0, space), System.Globalization.CultureInfo.InvariantCulture, out var time)
            ? new(resource, line.LineNumber, time, line.Content[(space + 1)..], line.IsErrorMessage)
            : new(resource, line.LineNumber, null, line.Content, line.IsErrorMessage);
    }

    private static object View(ResourceEvent found)
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
                .Select(v => new { name = v.Name, value = v.Value, isMasked = v.Value?.Contains(Masked, StringComparison.Ordinal) == true }),
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

    private static string TextOf(object value) => value is System.Collections.IEnumerable list ? string.Join(' ', list.Cast<object?>()) : Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? "";

    private static IResult NotFound(string id) => Results.Problem($"The model has no resource '{id}'.", statusCode: StatusCodes.Status404NotFound);

    /// <param name="Resource">The resource or instance that wrote it.</param>
    /// <param name="Line">Counts from 1.</param>
    /// <param name="Time">When it was written.</param>
    /// <param name="Text">The line, with ANSI escapes if the program wrote some.</param>
    /// <param name="IsError">Written to standard error.</param>
    internal sealed record ConsoleLine(string Resource, int Line, DateTimeOffset? Time, string Text, bool IsError);
}
