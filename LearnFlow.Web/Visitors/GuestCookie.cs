using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace LearnFlow.Web.Visitors;

/// <summary>
/// Remembers a learner without an account: an opaque id, encrypted and signed by Data Protection, so that nobody can
/// make up another learner's. A cookie that does not open (older keys, tampered) counts as none.
/// </summary>
public sealed class GuestCookie(IDataProtectionProvider dataProtection, TimeProvider clock)
{
    /// <summary>The cookie's name.</summary>
    public const string Name = "learnflow-guest";

    /// <summary>Browsers keep a cookie no longer than 400 days (RFC 6265bis, section 5.5).</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(400);

    private readonly IDataProtector _protector = dataProtection.CreateProtector("LearnFlow.Web.Guest.v1");

    /// <summary>The guest's id in <paramref name="request"/>; null when there is none that is ours.</summary>
    public string? Read(HttpRequest request)
    {
        if (!request.Cookies.TryGetValue(Name, out var value) || value.Length == 0)
            return null;

        try
        {
            var id = _protector.Unprotect(value);
            return LearnerIdentity.IsLearnerId(id) ? id : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Makes a new guest and remembers it in <paramref name="context"/>'s response.</summary>
    /// <returns>The guest's id: a version 7 UUID without hyphens.</returns>
    public string Issue(HttpContext context)
    {
        var id = Guid.CreateVersion7(clock.GetUtcNow()).ToString("N");
        context.Response.Cookies.Append(Name, _protector.Protect(id), new CookieOptions
        {
            HttpOnly = true,
            IsEssential = true,
            MaxAge = Lifetime,
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
        });
        return id;
    }

    /// <summary>Takes the guest's cookie back: its owner has an account now.</summary>
    public static void Forget(HttpContext context) => context.Response.Cookies.Delete(Name);
}
