namespace LearnFlow.DaprSidecar.AppChannel;

/// <summary>Headers of the Dapr API and those that stay on one connection.</summary>
internal static class DaprHeaders
{
    public const string ApiToken = "dapr-api-token", AppId = "dapr-app-id", CallerAppId = "dapr-caller-app-id", CalleeAppId = "dapr-callee-app-id",
        CallerNamespace = "dapr-caller-namespace";

    private static readonly HashSet<string> HopByHop = new(StringComparer.OrdinalIgnoreCase)
    {
        "connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade", "http2-settings", "te", "trailer", "proxy-authorization",
            "proxy-authenticate",
    };

    /// <summary>Whether the header belongs to one connection (RFC 9110 §7.6.1).</summary>
    public static bool IsHopByHop(string name, string? connection) =>
        HopByHop.Contains(name) || (connection?.Split(',', StringSplitOptions.TrimEntries).Contains(name, StringComparer.OrdinalIgnoreCase) ?? false);

    /// <summary>A value that is safe in a header line: anything but printable ASCII is percent-encoded.</summary>
    public static string Safe(string value) => value.All(c => c is >= ' ' and <= '~') ? value : Uri.EscapeDataString(value);

    /// <summary>Whether the name can be a header's (RFC 9110 token).</summary>
    public static bool IsName(string name) =>
        name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal));
}
