using System.Text.Json;
using LearnFlow.Web.Visitors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.IdentityModel.Tokens;

namespace LearnFlow.Web.Accounts.Tokens;

/// <summary>Access tokens for programs, and the public keys to check them with.</summary>
internal static class TokenEndpoints
{
    /// <summary>Maps <c>GET /.well-known/jwks.json</c> and <c>POST /api/token</c>.</summary>
    public static void MapTokens(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(AccessTokens.KeysPath, ReadKeysAsync).AllowAnonymous().WithMetadata(new AnyCallerAttribute());
        routes.MapPost("/api/token", IssueAsync).AllowAnonymous();
    }

    private static async Task<Ok<JsonWebKeyDocument>> ReadKeysAsync(HttpContext context, IssuerKeys keys, CancellationToken cancellation)
    {
        context.Response.Headers.CacheControl = "public, max-age=60";
        var published = await keys.ReadAsync(cancellation);
        return TypedResults.Ok(new JsonWebKeyDocument([.. published.Select(key => new PublicKey(key.Kty, key.Crv, key.X, key.Y, key.Use, key.Alg, key.Kid))]));
    }

    /// <summary>A token for whoever is signed in on this browser, or proves by e-mail address, password and code who they are.</summary>
    private static async Task<Results<Ok<IssuedToken>, ProblemHttpResult>> IssueAsync(
        HttpContext context,
        AccessTokenIssuer issuer,
        TimeProvider clock,
        CancellationToken cancellation)
    {
        context.Response.Headers.CacheControl = "no-store";
        var request = context.Request.HasJsonContentType() ? await ReadAsync(context.Request, cancellation) : null;
        var visitor = request is null ? context.VisitorOrNull() : await PasswordGrant.FindAsync(context.RequestServices, request, context.Connection.RemoteIpAddress);
        if (visitor is null || visitor.IsGuest)
            return TypedResults.Problem("Sign in, or send the right email, password and, with a second factor, code.", statusCode: StatusCodes.Status401Unauthorized);

        var token = await issuer.SignAsync(visitor, clock.GetUtcNow(), cancellation);
        return TypedResults.Ok(new IssuedToken(token, "Bearer", (int)AccessTokens.Lifetime.TotalSeconds));
    }

    private static async Task<TokenRequest?> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        try
        {
            return await request.ReadFromJsonAsync<TokenRequest>(JsonConventions.Options, cancellation);
        }
        catch (JsonException exception)
        {
            throw new BadHttpRequestException("The body is not the JSON that this endpoint expects.", exception); // told in a sentence by the shared error handling
        }
    }

    /// <summary>A JSON Web Key Set (RFC 7517, section 5).</summary>
    internal sealed record JsonWebKeyDocument(IReadOnlyList<PublicKey> Keys);

    /// <summary>A key of an elliptic curve (RFC 7518, section 6.2).</summary>
    internal sealed record PublicKey(string Kty, string Crv, string X, string Y, string Use, string Alg, string Kid);

    /// <summary>A token (RFC 6750, section 4, with camelCase names as everywhere in LearnFlow); it expires after <paramref name="ExpiresIn"/> seconds.</summary>
    internal sealed record IssuedToken(string AccessToken, string TokenType, int ExpiresIn);
}
