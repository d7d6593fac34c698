using System.Text;
using System.Text.Json;
using LearnFlow.DaprSidecar.Errors;
using LearnFlow.DaprSidecar.PubSub;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LearnFlow.DaprSidecar.Http;

/// <summary>Publishing over HTTP (docs.dapr.io/reference/api/pubsub_api). A topic may contain slashes.</summary>
internal static class PublishEndpoints
{
    private static readonly string[] PostOrPut = ["POST", "PUT"];

    public static void MapPublish(this IEndpointRouteBuilder api, PublishBlock publish)
    {
        foreach (var version in (ReadOnlySpan<string>)["/v1.0", "/v1.0-alpha1"])
            api.MapMethods(version + "/publish/bulk/{pubsub}/{**topic}", PostOrPut,
                (HttpContext context, string pubsub, string? topic) => BulkAsync(context, publish, pubsub, topic ?? ""));
        api.MapMethods("/v1.0/publish/{pubsub}/{**topic}", PostOrPut,
            (HttpContext context, string pubsub, string? topic) => PublishAsync(context, publish, pubsub, topic ?? ""));
    }

    private static async Task PublishAsync(HttpContext context, PublishBlock publish, string pubsub, string topic)
    {
        publish.Validate(pubsub, topic);
        await publish.PublishAsync(pubsub, topic, await context.Request.ReadBodyAsync(), context.Request.ContentType, context.Request.DaprMetadata(),
            context.RequestAborted);
        context.Response.NoContent();
    }

    private static async Task BulkAsync(HttpContext context, PublishBlock publish, string pubsub, string topic)
    {
        publish.Validate(pubsub, topic);
        var metadata = context.Request.DaprMetadata();
        var entries = Parse(await context.Request.ReadBodyAsync(), pubsub, topic, metadata);
        try
        {
            if (await publish.PublishAsync(pubsub, topic, entries, metadata, context.RequestAborted) is { Count: > 0 } failed) await FailAsync(context, failed);
            else context.Response.NoContent();
        }
        catch (DaprApiException error) when (error.ErrorCode == "ERR_PUBSUB_PUBLISH_MESSAGE")
        {
            await FailAsync(context, [.. entries.Select(e => ((string, Exception)?)(e.EntryId, error))]);
        }
    }

    private static Task FailAsync(HttpContext context, IReadOnlyList<(string EntryId, Exception Failure)?> failed) =>
        context.Response.WriteJsonAsync(StatusCodes.Status500InternalServerError,
            new { failedEntries = failed.Select(f => new { entryId = f!.Value.EntryId, error = f.Value.Failure.Message }),
            errorCode = "ERR_PUBSUB_PUBLISH_MESSAGE" });

    private static List<PublishEntry> Parse(byte[] body, string pubsub, string topic, Dictionary<string, string> metadata)
    {
        List<Entry> entries;
        try
        {
            entries = DaprJson.Parse<List<Entry>>(body);
        }
        catch (FormatException unreadable)
        {
            throw PubSubErrors.UnreadableEvents(pubsub, topic, unreadable.Message);
        }
        return [.. entries.Select(e => new PublishEntry(e.EntryId ?? "", Bytes(e, pubsub, topic), e.ContentType, Overlay(metadata, e.Metadata)))];
    }

    // An entry's own metadata goes over the request's, the other way round than for state.
    private static Dictionary<string, string> Overlay(Dictionary<string, string> request, Dictionary<string, string>? entry) =>
        DaprJson.Merge(request, entry ?? []);

    // JSON types are taken as JSON, base64 for binary, strings for the rest.
    private static byte[] Bytes(Entry entry, string pubsub, string topic)
    {
        if (MediaType.IsJson(entry.ContentType) || MediaType.IsCloudEvent(entry.ContentType)) return DaprJson.Compact(entry.Event);
        if (entry.Event.ValueKind != JsonValueKind.String) throw PubSubErrors.EntryNotBytes(pubsub, topic, "error: mismatch between contentType and event");
        if (MediaType.IsBinary(entry.ContentType))
            return entry.Event.TryGetBytesFromBase64(out var bytes) ? bytes : throw PubSubErrors.EntryNotBytes(pubsub, topic, "illegal base64 data");
        return Encoding.UTF8.GetBytes(entry.Event.GetString()!);
    }

    private sealed record Entry(string? EntryId, JsonElement Event, string? ContentType, Dictionary<string, string>? Metadata);
}
