namespace LearnFlow.DaprSidecar.PubSub;

/// <summary>The content types that Dapr treats specially (components-contrib contenttype).</summary>
internal static class MediaType
{
    public const string CloudEvent = "application/cloudevents+json";
    public const string Json = "application/json";

    public static bool IsCloudEvent(string? type) => Bare(type) is "application/cloudevents+json";

    public static bool IsJson(string? type) =>
        Bare(type) is { } bare
        && (bare == Json || (bare.StartsWith("application/", StringComparison.Ordinal) && bare.EndsWith("+json", StringComparison.Ordinal)));

    public static bool IsBinary(string? type) => Bare(type) is "application/octet-stream";

    private static string? Bare(string? type) => type?.Split(';', 2)[0].Trim().ToLowerInvariant();
}
