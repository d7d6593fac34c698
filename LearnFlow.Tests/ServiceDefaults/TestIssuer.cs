using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LearnFlow.Tests.ServiceDefaults;

/// <summary>Signs access tokens with a key of its own, whose public half services get as <c>Authentication:Jwks</c>.</summary>
internal sealed class TestIssuer
{
    private readonly ECDsaSecurityKey _key = new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = Guid.NewGuid().ToString("N") };

    /// <summary>The public key as an inline JSON Web Key Set.</summary>
    public string Jwks
    {
        get
        {
            var point = _key.ECDsa.ExportParameters(includePrivateParameters: false).Q;
            return JsonSerializer.Serialize(new
            {
                keys = new[] { new { kty = "EC", crv = "P-256", x = Base64UrlEncoder.Encode(point.X), y = Base64UrlEncoder.Encode(point.Y), kid = _key.KeyId } },
            });
        }
    }

    /// <summary>A token; what is not given is as it should be.</summary>
    public string Token(
        string learner = "ada", string role = Roles.Learner, string issuer = AccessTokens.Issuer, string audience = AccessTokens.Audience, DateTime? expires = null)
        => new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            NotBefore = (expires ?? DateTime.UtcNow).AddMinutes(-20),
            Expires = expires ?? DateTime.UtcNow.AddMinutes(5),
            Claims = new Dictionary<string, object> { ["sub"] = learner, ["role"] = role },
            SigningCredentials = new SigningCredentials(_key, SecurityAlgorithms.EcdsaSha256),
        });
}
