using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;
using LearnFlow.Hosting.Dashboard.Otlp.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LearnFlow.Hosting.Dashboard.Otlp;

/// <summary>OTLP/HTTP: <c>POST /v1/traces</c>, <c>/v1/logs</c>, <c>/v1/metrics</c>, as Protocol Buffers or JSON (OTLP, "OTLP/HTTP Request").</summary>
internal static class OtlpHttp
{
    private const string ProtobufType = "application/x-protobuf";
    private const string JsonType = "application/json";
    private const int SmallestBuffer = 16 * 1024;
    private const int LargestBuffer = 1024 * 1024;
    private static readonly JsonParser s_json = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    public static RouteGroupBuilder MapOtlpHttp(this IEndpointRouteBuilder endpoints, OtlpReader reader)
    {
        var group = endpoints.MapGroup("/v1");
        group.MapPost("/traces", context => TakeAsync(context, ExportTraceServiceRequest.Parser, request => OtlpAnswers.ForSpans(reader.Take(request))));
        group.MapPost("/logs", context => TakeAsync(context, ExportLogsServiceRequest.Parser, request => OtlpAnswers.ForLogs(reader.Take(request))));
        group.MapPost("/metrics", context => TakeAsync(context, ExportMetricsServiceRequest.Parser, request => OtlpAnswers.ForMetrics(reader.Take(request))));
        return group;
    }

    private static async Task TakeAsync<T>(HttpContext context, MessageParser<T> parser, Func<T, IMessage> take) where T : IMessage<T>, new()
    {
        var type = context.Request.ContentType?.Split(';')[0].Trim().ToLowerInvariant();
        if (type is not (ProtobufType or JsonType))
        {
            await RefuseAsync(context, StatusCodes.Status415UnsupportedMediaType, $"Send {ProtobufType} or {JsonType}.");
            return;
        }

        IMessage answer;
        try
        {
            answer = take(type == ProtobufType
                ? await ReadAsync(context, parser)
                : await ReadJsonAsync(context.Request.Body, parser, context.RequestAborted));
        }
        catch (Exception unreadable) when (unreadable is InvalidProtocolBufferException or InvalidJsonException or JsonException or FormatException)
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, $"The body is no OTLP export request: {unreadable.Message}");
            return;
        }

        context.Response.ContentType = type;
        if (type == ProtobufType)
            await context.Response.Body.WriteAsync(answer.ToByteArray(), context.RequestAborted);
        else
            await context.Response.WriteAsync(JsonFormatter.Default.Format(answer), context.RequestAborted);
    }

    // Batches are large and come all the time: their buffers are used again and again.
    private static async Task<T> ReadAsync<T>(HttpContext context, MessageParser<T> parser) where T : IMessage<T>
    {
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(context.Request.ContentLength ?? 0, SmallestBuffer, LargestBuffer));
        try
        {
            var length = 0;
            while (await context.Request.Body.ReadAsync(buffer.AsMemory(length), context.RequestAborted) is > 0 and var read)
            {
                length += read;
                if (length < buffer.Length)
                    continue;
                var larger = ArrayPool<byte>.Shared.Rent(2 * buffer.Length);
                buffer.CopyTo(larger, 0);
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = larger;
            }
            return parser.ParseFrom(buffer, 0, length);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>OTLP's JSON writes ids in hexadecimal, where Protocol Buffers' JSON has Base64.</summary>
    /// <exception cref="JsonException">No JSON, or null.</exception>
    /// <exception cref="FormatException">An id is not hexadecimal.</exception>
    /// <exception cref="InvalidProtocolBufferException">Not of the shape of <typeparamref name="T"/>.</exception>
    public static async Task<T> ReadJsonAsync<T>(Stream content, MessageParser<T> parser, CancellationToken cancellation) where T : IMessage<T>, new()
    {
        ArgumentNullException.ThrowIfNull(parser);
        return ReadJson(await JsonNode.ParseAsync(content, cancellationToken: cancellation) ?? throw new JsonException("It is null."), parser);
    }

    /// <inheritdoc cref="ReadJsonAsync"/>
    public static T ReadJson<T>(JsonNode body, MessageParser<T> parser) where T : IMessage<T>, new()
    {
        ArgumentNullException.ThrowIfNull(parser);
        IdsToBase64(body);
        return s_json.Parse<T>(body.ToJsonString());
    }

    private static void IdsToBase64(JsonNode? node)
    {
        if (node is JsonArray list)
        {
            foreach (var item in list)
                IdsToBase64(item);
        }
        else if (node is JsonObject map)
        {
            foreach (var (name, value) in map.ToArray())
            {
                if (name is "traceId" or "spanId" or "parentSpanId")
                    map[name] = value is JsonValue id && id.TryGetValue(out string? hex) ? Convert.ToBase64String(Convert.FromHexString(hex)) : null;
                else
                    IdsToBase64(value);
            }
        }
    }

    private static Task RefuseAsync(HttpContext context, int status, string detail) => Results.Problem(detail, statusCode: status).ExecuteAsync(context);
}
