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
/// <c>{"data", "totalCount", "returnedCount"}</c>, or with <c>follow=true</c> one record a line: what is kept, then what comes.
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
        telemetry.MapGet("/spans", (
            HttpContext context, string[]? resource, string? traceId, bool? hasError, int? limit, bool? follow, string? search, Moment? since, Moment? until) =>
        {
            var (first, last) = Within(since, until);
            var found = RecordSearch.Spans(search);
            bool matches(SpanRecord s) =>
                s.Start >= first && s.Start <= last
                && (hasError is null || (s.Status == SpanStatus.Error) == hasError)
                && (traceId is null || s.TraceId.StartsWith(traceId, StringComparison.OrdinalIgnoreCase))
                && (found is null || found(s));
            return AnswerAsync(context, store, store.Spans, resource, matches, Limit(limit, DefaultLimit), follow == true, OtlpJson.WriteSpans);
        });
        telemetry.MapGet("/logs", (
            HttpContext context, string[]? resource, string? traceId, string? severity, int? limit, bool? follow, string? search, Moment? since, Moment? until) =>
        {
            var (first, last) = Within(since, until);
            var least = LeastSeverity(severity);
            var found = RecordSearch.Logs(search);
            bool matches(LogEntry l) =>
                (l.Severity == 0 ? 9 : l.Severity) >= least
                && l.Time >= first && l.Time <= last
                && (traceId is null || l.TraceId.Contains(traceId, StringComparison.OrdinalIgnoreCase))
                && (found is null || found(l));
            return AnswerAsync(context, store, store.Logs, resource, matches, Limit(limit, DefaultLimit), follow == true, OtlpJson.WriteLogs);
        });
        telemetry.MapGet("/traces", (HttpContext context, string[]? resource, bool? hasError, int? limit, string? search) =>
        {
            if (Unknown(store, resource) is { } unknown)
                return unknown.ExecuteAsync(context);
            var found = store.Spans.Traces(TracesWith(resource, hasError, search), Limit(limit, DefaultTraceLimit));
            return WriteAsync(context, json => OtlpJson.WriteSpans(json, found.Records.SelectMany(t => t)), found.Total, found.Records.Count);
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

    /// <summary>A test for traces that have a span of the senders and of what is searched, and an error or none.</summary>
    public static Func<SpanRecord[], bool> TracesWith(string[]? resource, bool? hasError, string? search)
    {
        var (origin, matches) = (Named(resource), RecordSearch.Spans(search));
        return spans =>
            (resource is not { Length: > 0 } || Array.Exists(spans, s => origin(s.Origin)))
            && (hasError is null || Array.Exists(spans, s => s.Status == SpanStatus.Error) == hasError)
            && (matches is null || Array.Exists(spans, s => matches(s)));
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
            droppedMetrics = store.Metrics.Dropped(o.Key),
        }));
    }

    private static async Task AnswerAsync<T>(
        HttpContext context, TelemetryStore store, RecordStore<T> records, string[]? resource, Func<T, bool> matches, int limit, bool follow, Action<Utf8JsonWriter, IEnumerable<T>> write)
        where T : class, ITelemetryRecord
    {
        var origin = Named(resource);
        if (follow)
        {
            await FollowAsync(context, records.WatchAsync(origin, matches, context.RequestAborted), write);
            return;
        }
        if (Unknown(store, resource) is { } unknown)
        {
            await unknown.ExecuteAsync(context);
            return;
        }
        var found = records.Find(origin, matches, limit);
        await WriteAsync(context, json => write(json, found.Records), found.Total, found.Records.Count);
    }

    /// <summary>The answer when somebody asks for a sender that there is not; null when all are known.</summary>
    private static IResult? Unknown(TelemetryStore store, string[]? names)
    {
        if (names is not { Length: > 0 })
            return null;
        var origins = store.Origins();
        var missing = Array.FindAll(names, name => !origins.Any(o => o.IsNamed(name)));
        return missing.Length == 0 ? null : Results.Problem(
            $"No resource named {string.Join(" or ", missing)} has sent telemetry; /api/telemetry/resources lists those that have.",
            statusCode: StatusCodes.Status404NotFound);
    }

    private static async Task FollowAsync<T>(HttpContext context, IAsyncEnumerable<T> records, Action<Utf8JsonWriter, IEnumerable<T>> write)
        where T : class, ITelemetryRecord
    {
        context.Response.BeginLines();
        await context.Response.Body.FlushAsync(context.RequestAborted);
        try
        {
            await foreach (var record in records)
            {
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

    private static (ulong First, ulong Last) Within(Moment? since, Moment? until) => (since?.Nanoseconds ?? 0, until?.Nanoseconds ?? ulong.MaxValue);

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
