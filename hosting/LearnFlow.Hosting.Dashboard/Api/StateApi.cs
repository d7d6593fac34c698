using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LearnFlow.Hosting.Dashboard.Api;

/// <summary>
/// What apps keep in Dapr's state stores, read only: <c>GET /api/state</c> the stores, <c>/api/state/{store}?search&amp;limit</c> keys,
/// <c>/api/state/{store}/value?key</c> a value.
/// </summary>
internal static class StateApi
{
    public static void MapState(this IEndpointRouteBuilder api, ISidecarView[] sidecars)
    {
        var state = api.MapGroup("/state");
        state.MapGet("/", () => Results.Ok(sidecars.SelectMany(s => s.StateStores)));
        state.MapGet("/{store}", (string store, string? search, int? limit, CancellationToken cancellation) =>
            ReadAsync(sidecars, store, async view =>
            {
                var most = TelemetryApi.Limit(limit, 200);
                var found = await view.FindStateAsync(store, search ?? "", most + 1, cancellation);
                return Results.Ok(new { isAll = found.Count <= most, items = found.Take(most) });
            }));
        state.MapGet("/{store}/value", (string store, string key, CancellationToken cancellation) =>
            ReadAsync(sidecars, store, async view => await view.GetStateAsync(store, key, cancellation) is { } value
                ? Results.Ok(new { key, etag = value.ETag, expires = value.ExpiresAt, value = Content(value.Data) })
                : Results.Problem($"The store '{store}' has no key '{key}' now.", statusCode: StatusCodes.Status404NotFound)));
    }

    private static async Task<IResult> ReadAsync(ISidecarView[] sidecars, string store, Func<ISidecarView, Task<IResult>> read)
    {
        if (Array.Find(sidecars, s => s.StateStores.Any(known => known.Name == store)) is not { } view)
            return Results.Problem($"No running sidecar has a state store '{store}'; /api/state lists those there are.", statusCode: StatusCodes.Status404NotFound);
        try
        {
            return await read(view);
        }
        catch (Exception away) when (away is InvalidOperationException or System.Data.Common.DbException)
        {
            return Results.Problem($"The state store cannot be read: {away.Message}", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    /// <summary>JSON as it is, other text as a string, other bytes in Base64.</summary>
    private static JsonNode? Content(byte[] data)
    {
        try
        {
            return JsonNode.Parse(data);
        }
        catch (System.Text.Json.JsonException)
        {
            var text = Encoding.UTF8.GetString(data);
            return text.Contains('\uFFFD', StringComparison.Ordinal) ? new JsonObject { ["base64"] = Convert.ToBase64String(data) } : text;
        }
    }
}
