using System.Net;
using Microsoft.AspNetCore.Identity;

namespace LearnFlow.Web.Accounts.Passwords;

/// <summary>
/// Finds the account that an address and a password open. Whatever is wrong, the work is the same, one hash and no writing:
/// the time does not tell whether an address has an account, nor whether it is confirmed or locked (OWASP ASVS 5.0, 6.3.8).
/// </summary>
public sealed class PasswordCheck(UserManager<Account> accounts, IPasswordHasher<Account> hasher, FailedSignIns failures)
{
    private static readonly Account s_nobody = new();
    private static string? s_nobodysHash;

    /// <summary>The account, which may still want a second factor; null when it does not open.</summary>
    /// <param name="email">The address that was given.</param>
    /// <param name="password">The password that was given.</param>
    /// <param name="from">Where the request comes from.</param>
    public async Task<Account?> FindAsync(string email, string password, IPAddress? from)
    {
        var mayTry = failures.MayTry(email, from);
        var account = await accounts.FindByEmailAsync(email);
        if (!await IsRightAsync(account, password))
        {
            failures.Add(email, from);
            return null;
        }

        if (!mayTry || !account!.EmailConfirmed || await accounts.IsLockedOutAsync(account))
        {
            return null;
        }

        failures.Clear(email, from);
        return account;
    }

    private async Task<bool> IsRightAsync(Account? account, string password)
    {
        if (account?.PasswordHash is not null)
        {
            return await accounts.CheckPasswordAsync(account, password);
        }

        s_nobodysHash ??= hasher.HashPassword(s_nobody, Guid.NewGuid().ToString());
        hasher.VerifyHashedPassword(s_nobody, s_nobodysHash, password);
        return false;
    }
}
