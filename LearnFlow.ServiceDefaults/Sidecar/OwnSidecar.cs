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
internal sealed class OwnSidecar(IConfiguration configuration)
{
    public const string TokenHeader = "dapr-api-token";

    private readonly byte[]? _token = configuration["APP_API_TOKEN"] is { Length: > 0 } token ? Encoding.UTF8.GetBytes(token) : null;

    /// <summary>True when <paramref name="request"/> came through it; compared in constant time, so that timing gives nothing away.</summary>
    public bool Sent(HttpRequest request) =>
        _token is null
        || (request.Headers[TokenHeader] is [{ } given] && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), _token));
}
