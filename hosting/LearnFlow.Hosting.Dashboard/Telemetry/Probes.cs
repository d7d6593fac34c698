namespace LearnFlow.Hosting.Dashboard.Telemetry;

/// <summary>Health probes come every few seconds and say nothing of what people do: lists leave their traces out unless asked.</summary>
internal static class Probes
{
    private static readonly string[] s_paths = ["/health", "/healthz", "/alive", "/livez", "/readyz", "/ready", "/live", "/v1.0/healthz"];
    private static readonly string[] s_attributes = ["url.path", "http.target", "http.route", "url.full", "http.url"];

    /// <summary>True when everything in the trace began with a probe.</summary>
    public static bool IsProbe(SpanRecord[] trace)
    {
        var first = Array.Find(trace, s => s.ParentSpanId.Length == 0) ?? trace[0];
        if (TelemetryValue.Find(first.Attributes, "rpc.service") is "grpc.health.v1.Health")
            return true;
        foreach (var attribute in s_attributes)
        {
            if (TelemetryValue.Find(first.Attributes, attribute) is string address)
                return IsPath(address);
        }
        return false;
    }

    private static bool IsPath(string address)
    {
        var path = Uri.TryCreate(address, UriKind.Absolute, out var url) && url.Scheme.StartsWith("http", StringComparison.Ordinal) ? url.AbsolutePath : address.Split('?')[0];
        return Array.Exists(s_paths, p => path.Equals(p, StringComparison.OrdinalIgnoreCase) || path.StartsWith(p + "/", StringComparison.OrdinalIgnoreCase));
    }
}
