using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Identity;

namespace LearnFlow.Web.Accounts.External;

/// <summary>A person as the provider describes them (OpenID Connect Core 1.0, section 5.1).</summary>
/// <param name="Login">Issuer and subject, which together never mean somebody else.</param>
/// <param name="Name">What to call them; empty when the provider does not tell.</param>
/// <param name="Email">Their address; null when the provider tells none that is one.</param>
/// <param name="IsEmailVerified">Whether the provider says that the address is theirs.</param>
public sealed record ExternalPerson(UserLoginInfo Login, string Name, string? Email, bool IsEmailVerified)
{
    internal const string Issuer = "iss", EmailVerified = "email_verified";

    private const int LongestEmail = 254;

    /// <summary>Reads what the provider said in a token that was checked.</summary>
    public static ExternalPerson Of(ExternalLoginInfo info)
    {
        ArgumentNullException.ThrowIfNull(info);
        var email = info.Principal.FindFirstValue("email");
        var name = (info.Principal.FindFirstValue("name") ?? "").Trim();
        return new(
            new UserLoginInfo(info.Principal.FindFirstValue(Issuer)!, info.ProviderKey, info.ProviderDisplayName),
            name[..Math.Min(name.Length, AccountsDbContext.LongestName)],
            email is { Length: <= LongestEmail } && new EmailAddressAttribute().IsValid(email) ? email : null,
            bool.TryParse(info.Principal.FindFirstValue(EmailVerified), out var verified) && verified);
    }
}
