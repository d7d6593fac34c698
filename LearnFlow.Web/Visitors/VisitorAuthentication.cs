using System.Text.Encodings.Web;
using LearnFlow.Web.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace LearnFlow.Web.Visitors;

/// <summary>
/// Finds out who is asking: a program by its bearer token, a member by the session's cookie, everybody else as the guest
/// that a cookie remembers. A first visit makes a new guest at endpoints marked <see cref="VisitorAttribute"/> and nowhere else.
/// </summary>
internal sealed class VisitorAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, GuestCookie guests, RetiredGuests retired, MemberRoles roles)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Visitor";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers.Authorization.Count > 0)
        {
            return await ProgramAsync();
        }

        if (await MemberAsync() is { } member && await roles.IsStillAsync(member.LearnerId, member.Role, Context.RequestAborted))
        {
            return Success(member.LearnerId, member.Role);
        }

        return Context.GetEndpoint()?.Metadata.GetMetadata<VisitorAttribute>() is null
            ? AuthenticateResult.NoResult()
            : Success(await GuestAsync(), Roles.Guest);
    }

    /// <summary>A page request that needs a sign-in is redirected to it; a program gets a problem document.</summary>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
        => IsPage() ? SignInAsync() : Context.ChallengeAsync(AuthenticationSetup.CallerScheme, properties);

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        if (IsPage() && Context.VisitorOrNull()?.IsGuest != false)
            return SignInAsync();

        if (!IsPage())
            return Context.ForbidAsync(AuthenticationSetup.CallerScheme, properties);

        Response.StatusCode = StatusCodes.Status403Forbidden; // shown as a page
        return Task.CompletedTask;
    }

    private async Task<AuthenticateResult> ProgramAsync()
    {
        var program = await Context.AuthenticateAsync(AuthenticationSetup.CallerScheme);
        return program.Principal is { } principal && principal.FindFirst(Principals.Subject)?.Value is { } id && principal.FindFirst(Principals.Role)?.Value is { } role
            && role != Roles.Guest && !await roles.IsStillAsync(id, role, Context.RequestAborted)
                ? AuthenticateResult.Fail("The account of this bearer token was deleted or has another role now; get a new one from POST /api/token.")
                : program;
    }

    private async Task<Visitor?> MemberAsync()
    {
        if (!Request.Cookies.ContainsKey(SignInSetup.SessionCookie))
            return null;

        var session = (await Context.AuthenticateAsync(IdentityConstants.ApplicationScheme)).Principal;
        return session?.FindFirst(Principals.Subject)?.Value is { } id ? new Visitor(id, session.FindFirst(Principals.Role)?.Value ?? Roles.Learner) : null;
    }

    private async Task<string> GuestAsync()
        => guests.Read(Request) is { } known && !await retired.IsRetiredAsync(known, Context.RequestAborted) ? known : guests.Issue(Context);

    private static AuthenticateResult Success(string learner, string role)
        => AuthenticateResult.Success(new AuthenticationTicket(Principals.Create(learner, role, SchemeName), SchemeName));

    private bool IsPage() => Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
        && !Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);

    private Task SignInAsync()
    {
        var back = HttpMethods.IsGet(Request.Method) ? Request.Path + Request.QueryString : "/";
        Response.Redirect($"/account/sign-in?returnUrl={Uri.EscapeDataString(back)}");
        return Task.CompletedTask;
    }
}
