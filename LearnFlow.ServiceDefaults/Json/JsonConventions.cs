using System.Text.Json;
using System.Text.Json.Serialization;

namespace LearnFlow;

/// <summary>
/// How LearnFlow writes JSON everywhere (HTTP, events, state): camelCase names, enums as camelCase strings, times as
/// ISO 8601. Reading is strict: what a record declares as not null must be there, so a parameter that may be left out
/// has a default value (<c>string? Stdin = null</c>).
/// </summary>
public static class JsonConventions
{
    /// <summary>The conventions as read-only options.</summary>
    public static JsonSerializerOptions Options { get; } = CreateOptions();

    /// <summary>Sets the conventions on <paramref name="options"/>.</summary>
    public static void Apply(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = true;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
    }

    private static JsonSerializerOptions CreateOptions()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Apply(options);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
