using LearnFlow.Web.Visitors;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LearnFlow.Web.Accounts.Tokens;

/// <summary>
/// Signs the access tokens that services know visitors by. A visitor's token is used for several requests: signing one
/// costs more than the rest of a request's way through the gateway.
/// </summary>
public sealed class AccessTokenIssuer(IssuerKeys keys, TimeProvider clock) : IDisposable
{
    /// <summary>A token is given out for this part of its life, so that it lasts for a long request too.</summary>
    private static readonly TimeSpan ReusedFor = AccessTokens.Lifetime * 2 / 3;

    private const int MostRemembered = 50_000;

    private readonly JsonWebTokenHandler _tokens = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly MemoryCache _issued = new(new MemoryCacheOptions { SizeLimit = MostRemembered });

    /// <summary>A token for <paramref name="visitor"/> that is valid for five minutes at least.</summary>
    public async ValueTask<string> TokenForAsync(Visitor visitor, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (_issued.TryGetValue<Issued>(visitor, out var issued) && now - issued!.At < ReusedFor)
            return issued.Token;

        var token = await SignAsync(visitor, now, cancellation);
        _issued.Set(visitor, new Issued(token, now), new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = ReusedFor });
        return token;
    }

    /// <summary>A new token for <paramref name="visitor"/>, valid for <see cref="AccessTokens.Lifetime"/>.</summary>
    public async Task<string> SignAsync(Visitor visitor, DateTimeOffset now, CancellationToken cancellation) => _tokens.CreateToken(new SecurityTokenDescriptor
    {
        Issuer = AccessTokens.Issuer,
        Audience = AccessTokens.Audience,
        IssuedAt = now.UtcDateTime,
        NotBefore = now.UtcDateTime,
        Expires = (now + AccessTokens.Lifetime).UtcDateTime,
        Claims = new Dictionary<string, object> { [Principals.Subject] = visitor.LearnerId, [Principals.Role] = visitor.Role },
        SigningCredentials = await keys.SigningAsync(cancellation),
    });

    /// <inheritdoc />
    public void Dispose() => _issued.Dispose();

    private sealed record Issued(string Token, DateTimeOffset At);
}
