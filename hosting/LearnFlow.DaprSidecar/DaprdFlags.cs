using System.Globalization;

namespace LearnFlow.DaprSidecar;

/// <summary>Reads daprd's command line: <c>--app-id triage --app-port 5301 --resources-path components</c>, one or two dashes, = or a space.</summary>
/// <remarks>Contract: docs.dapr.io/reference/arguments-annotations-overview. Flags of what this sidecar does not have are refused.</remarks>
internal sealed class DaprdFlags
{
    private static readonly string[] s_names =
    [
        "app-id", "app-port", "app-protocol", "app-channel-address", "dapr-http-port", "dapr-grpc-port", "resources-path", "config", "max-body-size",
        "app-max-concurrency", "enable-app-health-check", "app-health-check-path", "app-health-probe-interval", "app-health-probe-timeout",
        "app-health-threshold", "dapr-graceful-shutdown-seconds", "log-level",
    ];

    private readonly Dictionary<string, List<string>> _values = [];

    /// <exception cref="FormatException">A flag is unknown; the sentence names it.</exception>
    public DaprdFlags(IReadOnlyList<string> arguments)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            var parts = arguments[i].TrimStart('-').Split('=', 2);
            if (!arguments[i].StartsWith('-') || !s_names.Contains(parts[0]))
                throw new FormatException($"'{arguments[i]}' is no flag of this sidecar. It knows --{string.Join(", --", s_names)}.");
            var isFlagAlone = parts.Length == 1 && (i + 1 == arguments.Count || arguments[i + 1].StartsWith('-'));
            var value = parts.Length == 2 ? parts[1] : isFlagAlone ? "true" : arguments[++i];
            if (!_values.TryGetValue(parts[0], out var values))
                _values[parts[0]] = values = [];
            values.Add(value);
        }
    }

    /// <summary>The level of the log: debug, info, warn or error.</summary>
    public string LogLevel => Text("log-level") ?? "info";

    /// <summary>The sidecar that the flags and DAPR_API_TOKEN, APP_API_TOKEN describe.</summary>
    public SidecarOptions ToOptions()
    {
        var protocol = Text("app-protocol") ?? "http";
        var scheme = protocol is "https" or "grpcs" ? "https" : "http";
        return new SidecarOptions
        {
            AppId = Text("app-id") ?? throw new FormatException("--app-id is missing: give the app a name."),
            AppAddress = Text("app-port") is { } port ? new UriBuilder(scheme, Text("app-channel-address") ?? "127.0.0.1", Number(port)).Uri : null,
            AppProtocol = protocol,
            HttpPort = Number(Text("dapr-http-port") ?? "3500"),
            GrpcPort = Number(Text("dapr-grpc-port") ?? "50001"),
            ResourcesPaths = [.. Texts("resources-path")],
            Config = Text("config"),
            MaxRequestBodyBytes = Text("max-body-size") is { } size ? Quantity.Bytes(size) : SidecarOptions.DefaultMaxRequestBodyBytes,
            AppMaxConcurrency = Text("app-max-concurrency") is { } limit && Number(limit) > 0 ? Number(limit) : null,
            AppHealthCheck = Text("enable-app-health-check") == "true" ? HealthCheck() : null,
            GracefulShutdown = TimeSpan.FromSeconds(Number(Text("dapr-graceful-shutdown-seconds") ?? "5")),
            ApiToken = Environment.GetEnvironmentVariable("DAPR_API_TOKEN") ?? "",
            AppToken = Environment.GetEnvironmentVariable("APP_API_TOKEN") ?? "",
        };
    }

    private AppHealthCheck HealthCheck() => new(
        Text("app-health-check-path") ?? AppHealthCheck.Default.Path,
        Text("app-health-probe-interval") is { } seconds ? TimeSpan.FromSeconds(Number(seconds)) : AppHealthCheck.Default.Interval,
        Text("app-health-probe-timeout") is { } milliseconds ? TimeSpan.FromMilliseconds(Number(milliseconds)) : AppHealthCheck.Default.Timeout,
        Text("app-health-threshold") is { } threshold ? Number(threshold) : AppHealthCheck.Default.Threshold);

    private string? Text(string name) => _values.GetValueOrDefault(name)?[^1];

    private IEnumerable<string> Texts(string name) =>
        (_values.GetValueOrDefault(name) ?? []).SelectMany(v => v.Split(',', StringSplitOptions.RemoveEmptyEntries));

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
