using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace LearnFlow.Web.Gateway;

/// <summary>
/// All that the gateway enforces, in one object: section <c>Gateway</c> of the configuration. The manifests of another
/// gateway (Kong) are made from the same object.
/// </summary>
public sealed class GatewayPolicy
{
    private IReadOnlyList<RateRule>? _rules;

    /// <summary>The section's name.</summary>
    public const string Section = "Gateway";

    /// <summary>What runs learners' code: <c>POST</c> to the sandbox and to submissions.</summary>
    public RateBudget Runs { get; init; } = new() { PerUser = 120, PerAddress = 1_800 };

    /// <summary>What asks a tutor: <c>POST</c> to Triage's help and Concepts' explanations.</summary>
    public RateBudget Help { get; init; } = new() { PerUser = 20, PerAddress = 300 };

    /// <summary>What tries a password, a code or an e-mail address: <c>POST</c> to account pages and tokens.</summary>
    public RateBudget SignIn { get; init; } = new() { PerUser = 30, PerAddress = 600 };

    /// <summary>Everything else.</summary>
    public RateBudget Other { get; init; } = new() { PerUser = 600, PerAddress = 9_000 };

    /// <summary>Which budget a request is taken from: the first rule that fits it.</summary>
    public IReadOnlyList<RateRule> Rules => _rules ??=
    [
        new("runs", "POST", ["/api/sandbox", "/practice", "/exercises/", "/.*/submissions$"], Runs),
        new("help", "POST", ["/api/triage/help", "/api/concepts/explain"], Help),
        new("signin", "POST", ["/account/", "/api/token"], SignIn),
        new("other", null, ["/"], Other),
    ];

    /// <summary>Origins (<c>https://host:port</c>) whose pages may call the API with a bearer token; cookies are never sent along.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];

    /// <summary>What pages of those origins may send: methods.</summary>
    public IReadOnlyList<string> AllowedMethods { get; } = ["GET", "POST", "PUT", "DELETE"];

    /// <summary>What they may send: headers.</summary>
    public IReadOnlyList<string> AllowedHeaders { get; } = ["Authorization", "Content-Type", "Last-Event-ID"];

    /// <summary>What they may read of an answer.</summary>
    public IReadOnlyList<string> ExposedHeaders { get; } = ["RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset", "Retry-After"];

    /// <summary>
    /// Networks (<c>10.42.0.0/16</c>) of the proxies in front, whose word on a client's address and scheme counts; this machine's
    /// own always does. Behind a proxy that is not named here all clients have the proxy's address, and share its budget.
    /// </summary>
    public IReadOnlyList<string> TrustedProxies { get; init; } = [];

    /// <summary>Largest body in bytes: a program of 64 KiB with its files, in JSON where every character is escaped.</summary>
    public long MaxBodyBytes { get; init; } = 1024 * 1024;

    /// <summary>Largest header section in bytes.</summary>
    public int MaxHeaderBytes { get; init; } = 32 * 1024;

    /// <summary>Most header fields.</summary>
    public int MaxHeaders { get; init; } = 64;

    /// <summary>Seconds in which a request's headers must have come.</summary>
    public int HeaderSeconds { get; init; } = 15;

    /// <summary>Least speed of a body in bytes a second, after five seconds of grace.</summary>
    public int MinBodyBytesPerSecond { get; init; } = 240;

    /// <summary>Seconds that a streaming answer (a hint) may pause between two pieces; a run is done sooner.</summary>
    public int ActivitySeconds { get; init; } = 60;

    /// <summary>Seconds that an import of exercises may take: each of them is tried out in the sandbox.</summary>
    public int ImportSeconds { get; init; } = 900;

    /// <summary>Whether every request is written to the log.</summary>
    public bool AccessLog { get; init; } = true;

    /// <summary>The policy that <paramref name="configuration"/> holds, with the defaults for what it leaves out.</summary>
    public static GatewayPolicy From(IConfiguration configuration) => configuration.GetSection(Section).Get<GatewayPolicy>() ?? new();
}

/// <summary>How often something may be asked for in a minute.</summary>
public sealed class RateBudget
{
    /// <summary>Requests of one user (account, guest) in a minute.</summary>
    public int PerUser { get; init; }

    /// <summary>Requests of one address in a minute; a whole class may share one.</summary>
    public int PerAddress { get; init; }
}

/// <summary>A budget and what is taken from it.</summary>
/// <param name="Name">The name that counts are kept under.</param>
/// <param name="Method">The HTTP method; null for all.</param>
/// <param name="Paths">Regular expressions, one of which fits the path from its beginning, in upper or lower case; it has no slash at its end.</param>
/// <param name="Budget">How often.</param>
public sealed record RateRule(string Name, string? Method, IReadOnlyList<string> Paths, RateBudget Budget)
{
    [JsonIgnore]
    private Regex Pattern { get; } = new($"^(?:{string.Join('|', Paths)})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    /// <summary>Whether the rule fits a request.</summary>
    public bool Fits(string method, string path) => (Method is null || HttpMethods.Equals(Method, method)) && Pattern.IsMatch(path);
}
