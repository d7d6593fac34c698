using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.Features;

namespace LearnFlow.Web.Security;

/// <summary>
/// What the site allows its own pages (Content Security Policy Level 3, and the headers that OWASP's Secure Headers
/// Project lists). No inline script or style runs without this response's nonce; nothing is loaded from other sites.
/// </summary>
public static class SecurityHeaders
{
    /// <summary>Sets the headers on every response.</summary>
    public static void UseSecurityHeaders(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment())
            app.UseHsts();

        app.Use((context, next) =>
        {
            context.Features.Set(new Nonce(Convert.ToBase64String(RandomNumberGenerator.GetBytes(16))));
            context.Response.OnStarting(Set, context); // late: an error handler clears what was set before
            return next(context);
        });
    }

    private static Task Set(object state)
    {
        var context = (HttpContext)state;
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy(context.Nonce());
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        return Task.CompletedTask;
    }

    /// <summary>The nonce of this response.</summary>
    public static string Nonce(this HttpContext context) => context.Features.GetRequiredFeature<Nonce>().Value;

    /// <summary><c>data:</c> images are the editor's own icons, out of its style sheet.</summary>
    private static string Policy(string nonce) =>
        "default-src 'none'; "
        + $"script-src 'self' 'nonce-{nonce}'; "
        + $"style-src 'self' 'nonce-{nonce}'; "
        + "img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
}

/// <summary>A value that only this response's own scripts and styles carry.</summary>
internal sealed record Nonce(string Value);
