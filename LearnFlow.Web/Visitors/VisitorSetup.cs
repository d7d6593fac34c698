using Microsoft.AspNetCore.Authentication;

namespace LearnFlow.Web.Visitors;

/// <summary>Identifies the visitor of each request.</summary>
public static class VisitorSetup
{
    /// <summary>Adds the guest's cookie and the site's default way to recognise a visitor.</summary>
    public static void AddVisitors(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<GuestCookie>();
        builder.Services.AddAuthentication(VisitorAuthentication.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, VisitorAuthentication>(VisitorAuthentication.SchemeName, null);
    }

    /// <summary>The visitor of this request.</summary>
    /// <exception cref="InvalidOperationException">The endpoint lets callers in that nobody knows.</exception>
    public static Visitor Visitor(this HttpContext context)
        => context.VisitorOrNull() ?? throw new InvalidOperationException("This endpoint lets callers in that nobody knows: they are no visitors.");

    /// <summary>The visitor of this request; null for somebody who is not known.</summary>
    public static Visitor? VisitorOrNull(this HttpContext context)
        => context.User.FindFirst(Principals.Subject)?.Value is { } learner && context.User.FindFirst(Principals.Role)?.Value is { } role
            ? new Visitor(learner, role)
            : null;
}
