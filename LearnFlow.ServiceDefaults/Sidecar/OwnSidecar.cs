using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace LearnFlow;

/// <summary>
/// The service's own sidecar proves itself with the header <c>dapr-api-token</c>, which must equal <c>APP_API_TOKEN</c>
/// of the service's environment (Dapr docs, "Authenticate requests from Dapr using token authentication"). Where the
/// variable is not set (a service started alone, tests) every request counts as the sidecar's.
/// </summary>
/// <remarks>
/// The sidecar sends two kinds of requests. What it invokes for another app carries that app's id in
/// <c>dapr-caller-app-id</c>, which the calling sidecar sets and no caller can (dapr/dapr pkg/messaging/direct_messaging.go).
/// What it delivers by itself (events, the question for subscriptions) carries no such header.
/// </remarks>
internal sealed class OwnSidecar(IConfiguration configuration)
{
    public const string TokenHeader = "dapr-api-token";
    public const string CallerHeader = "dapr-caller-app-id";

    private const string CalleeHeader = "dapr-callee-app-id";

    private readonly byte[]? _token = configuration["APP_API_TOKEN"] is { Length: > 0 } token ? Encoding.UTF8.GetBytes(token) : null;

    /// <summary>True when <paramref name="request"/> came through it; compared in constant time, so that timing gives nothing away.</summary>
    public bool Sent(HttpRequest request) =>
        _token is null
        || (request.Headers[TokenHeader] is [{ } given] && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), _token));

    /// <summary>True when the sidecar sends <paramref name="request"/> by itself and not for another app.</summary>
    public bool Delivered(HttpRequest request) => !IsInvocation(request) && Sent(request);

    /// <summary>
    /// The service that calls: the app id, or null when no service does. The web front is none: it calls for its visitors,
    /// whom a token names.
    /// </summary>
    public string? CallingService(HttpRequest request) => request.Headers[CallerHeader] switch
    {
        [Apps.Web] => null,
        [{ Length: > 0 } app] => Sent(request) ? app : null,
        _ => null,
    };

    /// <summary>True for a request to a service that was started alone: there is no sidecar that could say who calls.</summary>
    public bool IsMissing(HttpRequest request) => _token is null && !IsInvocation(request);

    private static bool IsInvocation(HttpRequest request) => request.Headers.ContainsKey(CallerHeader) || request.Headers.ContainsKey(CalleeHeader);
}
