using System.Text.Json;
using LearnFlow.DaprSidecar.Errors;
using LearnFlow.DaprSidecar.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LearnFlow.DaprSidecar.Http;

/// <summary>State over HTTP (docs.dapr.io/reference/api/state_api).</summary>
internal static class StateEndpoints
{
    private static readonly string[] PostOrPut = ["POST", "PUT"];

    public static void MapState(this IEndpointRouteBuilder api, StateBlock state)
    {
        api.MapMethods("/v1.0/state/{store}/bulk", PostOrPut, (HttpContext context, string store) => BulkGetAsync(context, state, store));
        api.MapMethods("/v1.0/state/{store}/transaction", PostOrPut, (HttpContext context, string store) => TransactAsync(context, state, store));
        api.MapMethods("/v1.0/state/{store}", PostOrPut, (HttpContext context, string store) => SaveAsync(context, state, store));
        api.MapGet("/v1.0/state/{store}/{key}", (HttpContext context, string store, string key) => GetAsync(context, state, store, key));
        api.MapDelete("/v1.0/state/{store}/{key}", (HttpContext context, string store, string key) => DeleteAsync(context, state, store, key));
        api.MapMethods("/v1.0-alpha1/state/{store}/query", PostOrPut, (string store) =>
        {
            state.Find(store);
            throw StateErrors.QueryNotSupported(store);
        });
    }

    private static async Task GetAsync(HttpContext context, StateBlock state, string store, string key)
    {
        if (await state.GetAsync(store, Unescape(key), context.RequestAborted) is not { } value)
        {
            context.Response.NoContent();
            return;
        }
        context.Response.Headers.ETag = value.ETag;
        foreach (var (name, text) in value.Metadata) context.Response.Headers[$"metadata.{name}"] = text;
        await context.Response.WriteJsonAsync(StatusCodes.Status200OK, value.Data);
    }

    private static async Task SaveAsync(HttpContext context, StateBlock state, string store)
    {
        state.Find(store);
        var items = Parse<List<Item>>(await context.Request.ReadBodyAsync(), RuntimeErrors.MalformedRequest);
        var query = context.Request.DaprMetadata();
        await state.SaveAsync(store, [.. items.Select(i => ToSet(i, query))], context.RequestAborted);
        context.Response.NoContent();
    }

    private static async Task DeleteAsync(HttpContext context, StateBlock state, string store, string key)
    {
        var etag = context.Request.Headers.IfMatch.ToString();
        await state.DeleteAsync(store, new DeleteState(Unescape(key), etag.Length > 0 ? etag : null) { Metadata = context.Request.DaprMetadata() },
            context.RequestAborted);
        context.Response.NoContent();
    }

    private static async Task BulkGetAsync(HttpContext context, StateBlock state, string store)
    {
        state.Find(store);
        var request = Parse<BulkRequest>(await context.Request.ReadBodyAsync(), RuntimeErrors.MalformedBody);
        var items = await state.GetAsync(store, request.Keys ?? [], context.RequestAborted);
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new() { SkipValidation = true }))
        {
            json.WriteStartArray();
            foreach (var (key, value) in items) WriteItem(json, key, value);
            json.WriteEndArray();
        }
        await context.Response.WriteJsonAsync(StatusCodes.Status200OK, buffer.WrittenMemory);
    }

    private static void WriteItem(Utf8JsonWriter json, string key, StateValue? value)
    {
        json.WriteStartObject();
        json.WriteString("key", key);
        if (value is not null)
        {
            json.WritePropertyName("data");
            // Bytes that are no JSON, written over gRPC, cannot stand in JSON: they go as base64, which daprd would fail on.
            if (DaprJson.IsJson(value.Data)) json.WriteRawValue(value.Data, skipInputValidation: true);
            else json.WriteBase64StringValue(value.Data);
            json.WriteString("etag", value.ETag);
            if (value.ExpiresAt is not null)
            {
                json.WriteStartObject("metadata");
                foreach (var (name, text) in value.Metadata) json.WriteString(name, text);
                json.WriteEndObject();
            }
        }
        json.WriteEndObject();
    }

    private static async Task TransactAsync(HttpContext context, StateBlock state, string store)
    {
        state.Find(store);
        var request = Parse<TransactionRequest>(await context.Request.ReadBodyAsync(), RuntimeErrors.MalformedBody);
        var query = context.Request.DaprMetadata();
        var operations = (request.Operations ?? []).Select(o => o.Operation switch
        {
            "upsert" => (StateOperation)ToSet(o.Request ?? new Item(), query),
            "delete" => new DeleteState(o.Request?.Key ?? "", o.Request?.Etag) { Metadata = DaprJson.Merge(o.Request?.Metadata, query) },
            _ => throw StateErrors.UnsupportedOperation(o.Operation ?? ""),
        }).ToList();
        await state.TransactAsync(store, operations, context.RequestAborted);
        context.Response.NoContent();
    }

    private static SetState ToSet(Item item, Dictionary<string, string> query) => new(item.Key ?? "", DaprJson.Compact(item.Value), item.Etag)
    {
        Metadata = DaprJson.Merge(item.Metadata, query),
        FirstWrite = item.Options?.Concurrency == "first-write",
    };

    private static T Parse<T>(byte[] body, Func<string, DaprApiException> error)
    {
        try
        {
            return DaprJson.Parse<T>(body);
        }
        catch (FormatException unreadable)
        {
            throw error(unreadable.Message);
        }
    }

    // Routing leaves an encoded slash as it is.
    private static string Unescape(string key) => key.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    private sealed record Item
    {
        public string? Key { get; init; }

        public JsonElement Value { get; init; }

        public string? Etag { get; init; }

        public Dictionary<string, string>? Metadata { get; init; }

        public ItemOptions? Options { get; init; }
    }

    private sealed record ItemOptions(string? Concurrency, string? Consistency);

    private sealed record BulkRequest(List<string>? Keys, int? Parallelism, Dictionary<string, string>? Metadata);

    private sealed record TransactionRequest(List<TransactionItem>? Operations, Dictionary<string, string>? Metadata);

    private sealed record TransactionItem(string? Operation, Item? Request);
}
