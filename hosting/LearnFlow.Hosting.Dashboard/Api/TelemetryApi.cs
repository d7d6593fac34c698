using System.Text.Json;
using LearnFlow.Hosting.Dashboard.Otlp;
using LearnFlow.Hosting.Dashboard.Search;
using LearnFlow.Hosting.Dashboard.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LearnFlow.Hosting.Dashboard.Api;

/// <summary>
/// The telemetry that was received, under the stock dashboard's paths and in its form: OTLP JSON in
/// <c>{"data", "totalCount", "returnedCount"}</c>, or with <c>follow=true</c> one record a line as it comes.
/// </summary>
internal static class TelemetryApi
{
    private const int DefaultLimit = 200;
    private const int DefaultTraceLimit = 100;
    private const int MaxLimit = 10_000;

    public static void MapTelemetry(this IEndpointRouteBuilder api, TelemetryStore store)
    {
        var telemetry = api.MapGroup("/telemetry");
        telemetry.MapGet("/resources", () => Resources(store));
        telemetry.MapGet("/spans", (HttpContext context, string[]? resource, string? traceId, bool? hasError, int? limit, bool? follow, string? search) =>
        {
            var matches = And(RecordSearch.Spans(search), s => traceId is null || s.TraceId.StartsWith(traceId, StringComparison.OrdinalIgnoreCase), s => hasError is null || (s.Status == SpanStatus.Error) == hasError);
            return AnswerAsync(context, store.Spans, resource, matches, Limit(limit, DefaultLimit), follow == true, OtlpJson.WriteSpans);
        });
        telemetry.MapGet("/logs", (HttpContext context, string[]? resource, string? traceId, string? severity, int? limit, bool? follow, string? search) =>
        {
            var least = LeastSeverity(severity);
            var matches = And(RecordSearch.Logs(search), l => traceId is null || l.TraceId.Contains(traceId, StringComparison.OrdinalIgnoreCase), l => (l.Severity == 0 ? 9 : l.Severity) >= least);
            return AnswerAsync(context, store.Logs, resource, matches, Limit(limit, DefaultLimit), follow == true, OtlpJson.WriteLogs);
        });
        telemetry.MapGet("/traces", (HttpContext context, string[]? resource, bool? hasError, int? limit, string? search) =>
        {
            var found = FindTraces(store, resource, hasError, search);
            var last = found.TakeLast(Limit(limit, DefaultTraceLimit)).ToList();
            return WriteAsync(context, json => OtlpJson.WriteSpans(json, last.SelectMany(t => t)), found.Count, last.Count);
        });
        telemetry.MapGet("/traces/{traceId}", (HttpContext context, string traceId) =>
            store.Spans.Trace(traceId) is { Count: > 0 } spans
                ? WriteAsync(context, json => OtlpJson.WriteSpans(json, spans), spans.Count, spans.Count)
                : Results.Problem($"No trace with the id '{traceId}' is kept.", statusCode: StatusCodes.Status404NotFound).ExecuteAsync(context));
        telemetry.MapDelete("/", () =>
        {
            store.Clear();
            return Results.NoContent();
        });
    }

    /// <summary>The traces that have a span of the senders and of what is searched, and an error or none.</summary>
    public static List<List<SpanRecord>> FindTraces(TelemetryStore store, string[]? resource, bool? hasError, string? search)
    {
        var (origin, matches) = (Named(resource), RecordSearch.Spans(search));
        return store.Spans.Traces().FindAll(spans =>
            (resource is not { Length: > 0 } || spans.Exists(s => origin(s.Origin)))
            && (hasError is null || spans.Exists(s => s.Status == SpanStatus.Error) == hasError)
            && (matches is null || spans.Exists(s => matches(s))));
    }

    /// <summary>A test for senders of one of these names; everybody when there are none.</summary>
    public static Func<Origin, bool> Named(string[]? names) => names is { Length: > 0 } ? origin => Array.Exists(names, origin.IsNamed) : _ => true;

    /// <summary>A limit within what is sensible.</summary>
    public static int Limit(int? asked, int otherwise) => Math.Clamp(asked ?? otherwise, 0, MaxLimit);

    private static IResult Resources(TelemetryStore store)
    {
        var spans = store.Spans.Kept().ToDictionary(k => k.Origin.Key);
        var logs = store.Logs.Kept().ToDictionary(k => k.Origin.Key);
        var metrics = store.Metrics.Instruments().Select(i => i.Instrument.Origin.Key).ToHashSet();
        return Results.Ok(store.Origins().Select(o => new
        {
            name = o.Name,
            instanceId = o.InstanceId,
            displayName = o.Key,
            hasLogs = logs.ContainsKey(o.Key),
            hasTraces = spans.ContainsKey(o.Key),
            hasMetrics = metrics.Contains(o.Key),
            logs = logs.GetValueOrDefault(o.Key)?.Count ?? 0,
            spans = spans.GetValueOrDefault(o.Key)?.Count ?? 0,
            droppedLogs = logs.GetValueOrDefault(o.Key)?.Dropped ?? 0,
            droppedSpans = spans.GetValueOrDefault(o.Key)?.Dropped ?? 0,
        }));
    }

    private static async Task AnswerAsync<T>(
        HttpContext context, RecordStore<T> store, string[]? resource, Func<T, bool> matches, int limit, bool follow, Action<Utf8JsonWriter, IEnumerable<T>> write)
        where T : class, ITelemetryRecord
    {
        var origin = Named(resource);
        if (follow)
        {
            await FollowAsync(context, store, r => origin(r.Origin) && matches(r), write);
            return;
        }
        if (resource is { Length: > 0 } && !store.Kept().Any(k => origin(k.Origin)))
        {
            await Results.Problem($"No resource named {string.Join(" or ", resource)} has sent anything.", statusCode: StatusCodes.Status404NotFound).ExecuteAsync(context);
            return;
        }
        var found = store.Find(origin, matches);
        var last = found.Skip(Math.Max(0, found.Count - limit)).ToList();
        await WriteAsync(context, json => write(json, last), found.Count, last.Count);
    }

    private static async Task FollowAsync<T>(HttpContext context, RecordStore<T> store, Func<T, bool> matches, Action<Utf8JsonWriter, IEnumerable<T>> write)
        where T : class, ITelemetryRecord
    {
        context.Response.BeginLines();
        await context.Response.Body.FlushAsync(context.RequestAborted);
        try
        {
            await foreach (var record in store.WatchAsync(context.RequestAborted))
            {
                if (!matches(record))
                    continue;
                await context.Response.Body.WriteAsync(OtlpJson.Line(record, write), context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The reader has gone.
        }
    }

    private static async Task WriteAsync(HttpContext context, Action<Utf8JsonWriter> data, int total, int returned)
    {
        context.Response.ContentType = "application/json";
        using var buffer = new MemoryStream();
        await using (var json = new Utf8JsonWriter(buffer, OtlpJson.Options))
        {
            json.WriteStartObject();
            json.WritePropertyName("data");
            data(json);
            json.WriteNumber("totalCount", total);
            json.WriteNumber("returnedCount", returned);
            json.WriteEndObject();
        }
        await context.Response.Body.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), context.RequestAborted);
    }

    private static Func<T, bool> And<T>(Func<T, bool>? search, Func<T, bool> first, Func<T, bool> second) => record => first(record) && second(record) && (search is null || search(record));

    /// <summary>OpenTelemetry's lowest severity number of a level; 0 for none or an unknown one.</summary>
    private static int LeastSeverity(string? level) => level?.ToUpperInvariant() switch
    {
        "DEBUG" => 5,
        "INFORMATION" or "INFO" => 9,
        "WARNING" or "WARN" => 13,
        "ERROR" => 17,
        "CRITICAL" or "FATAL" => 21,
        _ => 0,
    };
}
