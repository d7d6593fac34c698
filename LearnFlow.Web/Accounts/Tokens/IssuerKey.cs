using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.IdentityModel.Tokens;

namespace LearnFlow.Web.Accounts.Tokens;

/// <summary>A signing key, ready to sign.</summary>
internal sealed class IssuerKey
{
    private readonly ECDsa _key;

    private IssuerKey(ECDsa key, DateTimeOffset createdAt)
    {
        _key = key;
        CreatedAt = createdAt;
        var security = new ECDsaSecurityKey(key);
        security.KeyId = Base64UrlEncoder.Encode(security.ComputeJwkThumbprint());
        Credentials = new SigningCredentials(security, AccessTokens.Algorithm);
    }

    public string Id => Credentials.Kid;

    public DateTimeOffset CreatedAt { get; }

    public SigningCredentials Credentials { get; }

    public static IssuerKey Create(DateTimeOffset now) => new(ECDsa.Create(ECCurve.NamedCurves.nistP256), now);

    /// <summary>The stored key; null when Data Protection cannot open it any more, because its own keys were lost.</summary>
    public static IssuerKey? Open(SigningKey stored, IDataProtector protector)
    {
        try
        {
            var key = ECDsa.Create();
            key.ImportPkcs8PrivateKey(Convert.FromBase64String(protector.Unprotect(stored.ProtectedKey)), out _);
            return new IssuerKey(key, stored.CreatedAt);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public SigningKey ToStored(IDataProtector protector) => new()
    {
        Id = Id,
        CreatedAt = CreatedAt,
        ProtectedKey = protector.Protect(Convert.ToBase64String(_key.ExportPkcs8PrivateKey())),
    };

    /// <summary>The public half alone (RFC 7517).</summary>
    public JsonWebKey ToPublic()
    {
        var point = _key.ExportParameters(includePrivateParameters: false).Q;
        return new JsonWebKey
        {
            Kty = JsonWebAlgorithmsKeyTypes.EllipticCurve,
            Crv = JsonWebKeyECTypes.P256,
            X = Base64UrlEncoder.Encode(point.X),
            Y = Base64UrlEncoder.Encode(point.Y),
            Use = JsonWebKeyUseNames.Sig,
            Alg = AccessTokens.Algorithm,
            Kid = Id,
        };
    }
}
