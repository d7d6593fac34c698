using System.Net;
using LearnFlow.Web.Accounts.Passwords;
using LearnFlow.Web.Visitors;
using Microsoft.AspNetCore.Identity;

namespace LearnFlow.Web.Accounts.Tokens;

/// <summary>What a program sends to get a token for its user.</summary>
/// <param name="Email">The account's address.</param>
/// <param name="Password">The account's password.</param>
/// <param name="Code">The authenticator's code, for an account with a second factor.</param>
internal sealed record TokenRequest(string Email, string Password, string? Code = null);

/// <summary>Finds out whom a program speaks for; wrong passwords are counted as on the sign-in page.</summary>
internal static class PasswordGrant
{
    public static async Task<Visitor?> FindAsync(IServiceProvider services, TokenRequest request, IPAddress? from)
    {
        if (services.GetService<PasswordCheck>() is not { } passwords)
        {
            return null;
        }

        var accounts = services.GetRequiredService<UserManager<Account>>();
        if (await passwords.FindAsync(request.Email, request.Password, from) is not { } account || !await HasSecondFactorAsync(accounts, account, request.Code))
        {
            return null;
        }

        return new Visitor(account.Id, (await accounts.GetRolesAsync(account)).FirstOrDefault() ?? Roles.Learner);
    }

    private static async Task<bool> HasSecondFactorAsync(UserManager<Account> accounts, Account account, string? code)
    {
        if (!account.TwoFactorEnabled)
            return true;

        if (await accounts.VerifyTwoFactorTokenAsync(account, accounts.Options.Tokens.AuthenticatorTokenProvider, code ?? ""))
            return true;

        await accounts.AccessFailedAsync(account);
        return false;
    }
}
