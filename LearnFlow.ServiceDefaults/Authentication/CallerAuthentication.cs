using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace LearnFlow;

/// <summary>
/// Finds out who calls a service: the bearer token tells (RFC 6750), and a call without one that came through the
/// service's own sidecar is another service's.
/// </summary>
internal sealed class CallerAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    AccessTokenCheck tokens,
    OwnSidecar sidecar)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Caller";

    private const string Bearer = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (header.Length == 0)
            return sidecar.Sent(Request) ? Success(Principals.Create(null, Roles.Service, Scheme.Name)) : AuthenticateResult.NoResult();

        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            return AuthenticateResult.Fail("The header Authorization must be “Bearer” and a token.");

        try
        {
            return Success(await tokens.CheckAsync(header[Bearer.Length..].Trim(), Context.RequestAborted));
        }
        catch (SecurityTokenException refused)
        {
            return AuthenticateResult.Fail(refused.Message);
        }
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var failure = (await HandleAuthenticateOnceSafeAsync()).Failure;
        Response.Headers.WWWAuthenticate = failure is null ? "Bearer" : "Bearer error=\"invalid_token\"";
        await Results.Problem(
            statusCode: StatusCodes.Status401Unauthorized,
            detail: failure?.Message ?? "This needs to know who calls: send a bearer token (POST /api/token gives one).").ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => Results.Problem(
        statusCode: StatusCodes.Status403Forbidden,
        detail: "Your account may not do this.").ExecuteAsync(Context);

    private AuthenticateResult Success(System.Security.Claims.ClaimsPrincipal principal) => AuthenticateResult.Success(new AuthenticationTicket(principal, Scheme.Name));
}
