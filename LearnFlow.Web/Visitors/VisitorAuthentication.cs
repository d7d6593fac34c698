using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace LearnFlow.Web.Visitors;

/// <summary>
/// Finds out who is asking: a program by its bearer token, everybody else as the guest that a cookie remembers. A first
/// visit makes a new guest at endpoints marked <see cref="VisitorAttribute"/> and nowhere else.
/// </summary>
internal sealed class VisitorAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, GuestCookie guests)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Visitor";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers.Authorization.Count > 0)
            return await Context.AuthenticateAsync(AuthenticationSetup.CallerScheme);

        return Context.GetEndpoint()?.Metadata.GetMetadata<VisitorAttribute>() is null ? AuthenticateResult.NoResult() : Guest();
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
        => Context.ChallengeAsync(AuthenticationSetup.CallerScheme, properties);

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
        => Context.ForbidAsync(AuthenticationSetup.CallerScheme, properties);

    private AuthenticateResult Guest()
    {
        var learner = guests.Read(Request) ?? guests.Issue(Context);
        return AuthenticateResult.Success(new AuthenticationTicket(Principals.Create(learner, Roles.Guest, SchemeName), SchemeName));
    }
}
