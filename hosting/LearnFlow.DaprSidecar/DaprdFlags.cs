using System.Globalization;
using Microsoft.Extensions.Logging;

namespace LearnFlow.DaprSidecar;

/// <summary>Reads daprd's command line: <c>--app-id triage --app-port 5301 --resources-path components</c>, one or two dashes, = or a space.</summary>
/// <remarks>
/// Contract: docs.dapr.io/reference/arguments-annotations-overview. Flags of daprd that set what this sidecar does not have are accepted
/// (<see cref="Unused"/>); a flag that daprd has not either is refused. The tokens are DAPR_API_TOKEN and APP_API_TOKEN of the environment;
/// with several apps each has its own, DAPR_API_TOKEN_{APP} and APP_API_TOKEN_{APP}: capitals, and an underscore for all but letters and digits.
/// </remarks>
internal sealed class DaprdFlags
{
    private static readonly string[] s_names =
    [
        "app-id", "app-port", "app-protocol", "app-channel-address", "dapr-http-port", "dapr-grpc-port", "resources-path", "config", "max-body-size",
        "app-max-concurrency", "enable-app-health-check", "app-health-check-path", "app-health-probe-interval", "app-health-probe-timeout",
        "app-health-threshold", "dapr-graceful-shutdown-seconds", "log-level",
    ];

    private static readonly string[] s_unused =
    [
        "actors-service", "allowed-origins", "app-ssl", "block-shutdown-duration", "components-path", "control-plane-address", "dapr-block-shutdown-duration",
        "dapr-http-max-request-size", "dapr-http-read-buffer-size", "dapr-internal-grpc-listen-address", "dapr-internal-grpc-port",
        "dapr-listen-addresses", "dapr-public-listen-address", "dapr-public-port", "disable-builtin-k8s-secret-store", "enable-api-logging",
        "enable-metrics", "enable-mtls", "enable-profiling", "kubeconfig", "log-as-json", "metrics-listen-address", "metrics-port", "mode",
        "placement-host-address", "profile-port", "read-buffer-size", "reminders-service", "scheduler-host-address", "scheduler-job-streams", "sentry-address",
        "trust-domain", "unix-domain-socket",
    ];

    // What this sidecar does anyway.
    private static readonly (string Name, string Value)[] s_given = [("dapr-listen-addresses", "127.0.0.1"), ("enable-metrics", "false")];

    private const string Separator = "--";

    private readonly Dictionary<string, List<string>> _values = [];

    /// <exception cref="FormatException">A flag is unknown; the sentence names it.</exception>
    public DaprdFlags(IReadOnlyList<string> arguments)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            var parts = arguments[i].TrimStart('-').Split('=', 2);
            if (!arguments[i].StartsWith('-') || !s_names.Contains(parts[0]) && !s_unused.Contains(parts[0]))
                throw new FormatException($"'{arguments[i]}' is no flag of this sidecar. It knows --{string.Join(", --", s_names)}.");
            var isFlagAlone = parts.Length == 1 && (i + 1 == arguments.Count || arguments[i + 1].StartsWith('-'));
            var value = parts.Length == 2 ? parts[1] : isFlagAlone ? "true" : arguments[++i];
            if (!_values.TryGetValue(parts[0], out var values))
                _values[parts[0]] = values = [];
            values.Add(value);
        }
    }

    /// <summary>The level of the log.</summary>
    public LogLevel LogLevel => Text("log-level") switch
    {
        "debug" => LogLevel.Debug,
        "warn" => LogLevel.Warning,
        "error" => LogLevel.Error,
        "fatal" or "panic" => LogLevel.Critical,
        null or "info" => LogLevel.Information,
        var level => throw new FormatException($"--log-level is '{level}': give debug, info, warn, error, fatal or panic."),
    };

    /// <summary>daprd's flags that were given and have no effect here.</summary>
    public IEnumerable<string> Unused => _values.Keys.Where(name => s_unused.Contains(name) && !s_given.Contains((name, Text(name)!)));

    /// <summary>The sidecar that the flags and DAPR_API_TOKEN, APP_API_TOKEN describe.</summary>
    public SidecarOptions ToOptions()
    {
        var protocol = Text("app-protocol") ?? "http";
        if (protocol is not ("http" or "https" or "h2c"))
        {
            throw new FormatException($"--app-protocol is '{protocol}': this sidecar calls apps over http, https or h2c; daprd calls them over grpc too.");
        }
        var scheme = protocol == "https" ? "https" : "http";
        var appId = Text("app-id") ?? throw new FormatException("--app-id is missing: give the app a name.");
        return new SidecarOptions
        {
            AppId = appId,
            AppAddress = Number("app-port") is { } port ? new UriBuilder(scheme, Text("app-channel-address") ?? "127.0.0.1", port).Uri : null,
            AppProtocol = protocol,
            HttpPort = Number("dapr-http-port") ?? 3500,
            GrpcPort = Number("dapr-grpc-port") ?? 50001,
            ResourcesPaths = [.. Texts("resources-path")],
            Config = Text("config"),
            MaxRequestBodyBytes = Text("max-body-size") is { } size ? Quantity.Bytes(size) : SidecarOptions.DefaultMaxRequestBodyBytes,
            AppMaxConcurrency = Number("app-max-concurrency") is > 0 and { } limit ? limit : null,
            AppHealthCheck = Text("enable-app-health-check") == "true" ? HealthCheck() : null,
            GracefulShutdown = TimeSpan.FromSeconds(Number("dapr-graceful-shutdown-seconds") ?? 30),
            ApiToken = Token("DAPR_API_TOKEN", appId),
            AppToken = Token("APP_API_TOKEN", appId),
        };
    }

    /// <summary>The apps of a command line: their flags stand one after the other with <c>--</c> between them.</summary>
    public static IReadOnlyList<DaprdFlags> ReadAll(IReadOnlyList<string> arguments)
    {
        var all = new List<DaprdFlags>();
        var rest = arguments.ToList();
        while (rest.IndexOf(Separator) is >= 0 and var end)
        {
            all.Add(new DaprdFlags(rest[..end]));
            rest = rest[(end + 1)..];
        }
        return [.. all, new DaprdFlags(rest)];
    }

    private static string Token(string name, string appId)
    {
        var own = $"{name}_{new string([.. appId.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : '_')])}";
        return Environment.GetEnvironmentVariable(own) ?? Environment.GetEnvironmentVariable(name) ?? "";
    }

    private AppHealthCheck HealthCheck() => new(
        Text("app-health-check-path") ?? AppHealthCheck.Default.Path,
        Number("app-health-probe-interval") is { } seconds ? TimeSpan.FromSeconds(seconds) : AppHealthCheck.Default.Interval,
        Number("app-health-probe-timeout") is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : AppHealthCheck.Default.Timeout,
        Number("app-health-threshold") ?? AppHealthCheck.Default.Threshold);

    private string? Text(string name) => _values.GetValueOrDefault(name)?[^1];

    private IEnumerable<string> Texts(string name) =>
        (_values.GetValueOrDefault(name) ?? []).SelectMany(v => v.Split(',', StringSplitOptions.RemoveEmptyEntries));

    /// <exception cref="FormatException">The flag is there and no number; the sentence names it.</exception>
    private int? Number(string name) =>
        Text(name) is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw new FormatException($"--{name} is '{text}': give a whole number.");
}
