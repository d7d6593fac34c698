using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace LearnFlow;

/// <summary>
/// Finds out who calls a service: the bearer token tells (RFC 6750), also when another service passes it on. A call without
/// one is a service's own when the sidecar says which app makes it; the web front is no service.
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
        var service = sidecar.CallingService(Request);
        if (header.Length == 0)
        {
            return service is not null ? OfService(service) : sidecar.IsMissing(Request) ? OfService("unknown") : AuthenticateResult.NoResult();
        }

        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return AuthenticateResult.Fail("The header Authorization must be “Bearer” and a token.");
        }

        try
        {
            var caller = await tokens.CheckAsync(header[Bearer.Length..].Trim(), Context.RequestAborted);
            return Success(service is null ? caller : Principals.ActingFor(caller, service));
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

    /// <summary>A service that passes no token on calls for itself, or for the learner whom it names: then with the fewest rights.</summary>
    private AuthenticateResult OfService(string service)
    {
        var named = Request.Headers[LearnerIdentity.Header];
        return named switch
        {
            [] => Success(Principals.ActingFor(Principals.Create(null, Roles.Service, Scheme.Name), service)),
            [var learner] when LearnerIdentity.IsLearnerId(learner) =>
                Success(Principals.ActingFor(Principals.Create(learner, Roles.Guest, Scheme.Name), service)),
            _ => AuthenticateResult.Fail($"The header {LearnerIdentity.Header} must be one id of 1 to 64 letters, digits, '-' or '_'."),
        };
    }

    private AuthenticateResult Success(System.Security.Claims.ClaimsPrincipal principal) => AuthenticateResult.Success(new AuthenticationTicket(principal, Scheme.Name));
}
