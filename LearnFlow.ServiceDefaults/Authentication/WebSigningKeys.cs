using Dapr.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.IdentityModel.Tokens;

namespace LearnFlow;

/// <summary>
/// The keys of the issuer, app <c>web</c>, read through Dapr's service invocation; or the ones that the configuration
/// holds (<c>Authentication:Jwks</c>, an inline JSON Web Key Set), for tests.
/// </summary>
internal sealed class WebSigningKeys(IConfiguration configuration, DaprClient dapr) : ISigningKeySource
{
    public async Task<IReadOnlyList<JsonWebKey>> ReadAsync(CancellationToken cancellation)
    {
        if (configuration["Authentication:Jwks"] is { Length: > 0 } configured)
            return Parse(configured);

        using var web = dapr.CreateInvokableHttpClient(Apps.Web);
        return Parse(await web.GetStringAsync(new Uri(AccessTokens.KeysPath, UriKind.Relative), cancellation));
    }

    private static List<JsonWebKey> Parse(string json) => [.. new JsonWebKeySet(json).Keys];
}
