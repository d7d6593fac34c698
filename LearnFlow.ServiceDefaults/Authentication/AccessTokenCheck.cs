using System.Security.Claims;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LearnFlow;

/// <summary>
/// Checks access tokens. One that was found good is remembered until it expires: a visitor sends the same token with
/// every request, and checking a signature costs more than all the rest of a request's way through the gateway.
/// </summary>
public sealed class AccessTokenCheck(SigningKeyCache keys, TimeProvider clock) : IDisposable
{
    /// <summary>The scheme's name in the principals that come out.</summary>
    public const string Scheme = "Bearer";

    private const int MostRemembered = 20_000;
    private const int LongestToken = 4096;

    private readonly JsonWebTokenHandler _tokens = new() { MapInboundClaims = false };
    private readonly MemoryCache _good = new(new MemoryCacheOptions { SizeLimit = MostRemembered });

    /// <summary>Whose token it is.</summary>
    /// <exception cref="SecurityTokenException">It is not valid; the message is a sentence for the caller.</exception>
    public async ValueTask<ClaimsPrincipal> CheckAsync(string token, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(token);
        var now = clock.GetUtcNow();
        if (_good.TryGetValue<Good>(token, out var good) && good!.Until > now)
            return good.Principal;

        good = await CheckSignatureAndClaimsAsync(token, now, cancellation);
        _good.Set(token, good, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = AccessTokens.Lifetime });
        return good.Principal;
    }

    /// <inheritdoc />
    public void Dispose() => _good.Dispose();

    private async Task<Good> CheckSignatureAndClaimsAsync(string token, DateTimeOffset now, CancellationToken cancellation)
    {
        if (token.Length > LongestToken || !_tokens.CanReadToken(token))
            throw new SecurityTokenException("The bearer token is not a JSON Web Token.");

        var read = Read(token);
        var key = await keys.FindAsync(read.Kid ?? "", cancellation) ?? throw new SecurityTokenException("The bearer token was signed with a key that is not LearnFlow's.");
        var result = await _tokens.ValidateTokenAsync(token, Rules(key));
        if (!result.IsValid)
            throw new SecurityTokenException("The bearer token is not one of LearnFlow's: its signature, issuer or audience is wrong.");

        if (read.ValidTo + AccessTokens.ClockSkew <= now || read.ValidFrom - AccessTokens.ClockSkew > now)
            throw new SecurityTokenException("The bearer token has expired; get a new one from POST /api/token.");

        return read is { Subject: { } learner } && LearnerIdentity.IsLearnerId(learner) && read.TryGetClaim(Principals.Role, out var role)
            ? new Good(Principals.Create(learner, role.Value, Scheme), read.ValidTo + AccessTokens.ClockSkew)
            : throw new SecurityTokenException("The bearer token does not say who calls: it needs the claims sub and role.");
    }

    private JsonWebToken Read(string token)
    {
        try
        {
            return _tokens.ReadJsonWebToken(token);
        }
        catch (ArgumentException)
        {
            throw new SecurityTokenException("The bearer token is not a JSON Web Token.");
        }
    }

    /// <summary>Time is checked by our own clock, which tests can turn.</summary>
    private static TokenValidationParameters Rules(JsonWebKey key) => new()
    {
        ValidIssuer = AccessTokens.Issuer,
        ValidAudience = AccessTokens.Audience,
        ValidAlgorithms = [AccessTokens.Algorithm],
        IssuerSigningKey = key,
        RequireExpirationTime = true,
        ValidateLifetime = false,
    };

    private sealed record Good(ClaimsPrincipal Principal, DateTimeOffset Until);
}
