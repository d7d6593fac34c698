using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using ErrorInfo = Google.Rpc.ErrorInfo;
using LearnFlow.DaprSidecar.Errors;
using Microsoft.AspNetCore.Http;

namespace LearnFlow.DaprSidecar.Http;

/// <summary>Reading and writing the HTTP API's JSON.</summary>
internal static class DaprJson
{
    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonFormatter Details = new(JsonFormatter.Settings.Default.WithTypeRegistry(TypeRegistry.FromFiles(ErrorInfo.Descriptor.File)));

    /// <summary>Names are compared without case, as Go's decoder does.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static async Task<byte[]> ReadBodyAsync(this HttpRequest request)
    {
        using var buffer = new MemoryStream((int)Math.Min(request.ContentLength ?? 0, 1 << 20));
        await request.Body.CopyToAsync(buffer, request.HttpContext.RequestAborted);
        return buffer.ToArray();
    }

    /// <summary>Reads a request's JSON.</summary>
    /// <exception cref="FormatException">It is no JSON, or not of the shape that is expected; the sentence says where and names no type of ours.</exception>
    public static T Parse<T>(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(body, Options) ?? throw new FormatException("the body is null");
        }
        catch (JsonException unreadable)
        {
            var isSyntax = unreadable.InnerException is JsonException;
            throw new FormatException(isSyntax ? unreadable.Message : $"the value at {unreadable.Path} is not of the kind that is expected", unreadable);
        }
    }

    /// <summary>Whether the bytes are one JSON value.</summary>
    public static bool IsJson(ReadOnlySpan<byte> data)
    {
        var reader = new Utf8JsonReader(data);
        try
        {
            while (reader.Read())
            {
            }
            return data.Length > 0;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Metadata of the query: <c>metadata.{name}=value</c>.</summary>
    public static Dictionary<string, string> DaprMetadata(this HttpRequest request) =>
        request.Query.Where(q => q.Key.StartsWith("metadata.", StringComparison.Ordinal)).ToDictionary(q => q.Key["metadata.".Length..],
            q => q.Value.ToString(), StringComparer.Ordinal);

    /// <summary>Metadata of an item with the query's laid over it.</summary>
    public static Dictionary<string, string> Merge(Dictionary<string, string>? item, Dictionary<string, string> query)
    {
        var merged = item is null ? [] : new Dictionary<string, string>(item, StringComparer.Ordinal);
        foreach (var (name, value) in query) merged[name] = value;
        return merged;
    }

    /// <summary>The value as it is stored: JSON without white space.</summary>
    public static byte[] Compact(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Undefined) return "null"u8.ToArray();
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, WriterOptions)) value.WriteTo(json);
        return buffer.WrittenSpan.ToArray();
    }

    public static Task WriteJsonAsync(this HttpResponse response, int status, ReadOnlyMemory<byte> json)
    {
        response.StatusCode = status;
        response.ContentType = "application/json";
        response.ContentLength = json.Length;
        return response.Body.WriteAsync(json, response.HttpContext.RequestAborted).AsTask();
    }

    public static Task WriteJsonAsync(this HttpResponse response, int status, object value) =>
        response.WriteJsonAsync(status, JsonSerializer.SerializeToUtf8Bytes(value, Options));

    public static Task WriteErrorAsync(this HttpResponse response, DaprApiException error)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, WriterOptions))
        {
            json.WriteStartObject();
            json.WriteString("errorCode", error.ErrorCode);
            json.WriteString("message", error.Message);
            if (error.Details.Count > 0)
            {
                json.WriteStartArray("details");
                foreach (var detail in error.Details) json.WriteRawValue(Details.Format(Google.Protobuf.WellKnownTypes.Any.Pack(detail)));
                json.WriteEndArray();
            }
            json.WriteEndObject();
        }
        return response.WriteJsonAsync(error.HttpStatus, buffer.WrittenMemory);
    }

    public static void NoContent(this HttpResponse response) => response.StatusCode = StatusCodes.Status204NoContent;
}
