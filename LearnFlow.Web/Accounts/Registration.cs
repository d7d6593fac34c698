using LearnFlow.Web.Accounts.External;
using LearnFlow.Web.Visitors;
using Microsoft.AspNetCore.Identity;

namespace LearnFlow.Web.Accounts;

/// <summary>Makes accounts.</summary>
public sealed class Registration(UserManager<Account> accounts, RetiredGuests guests, TimeProvider clock)
{
    /// <summary>
    /// Makes a learner's account. A guest's id becomes the account's, so that all that they did is theirs; the guest's
    /// cookie counts no more as soon as the address is confirmed.
    /// </summary>
    public async Task<(Account Account, IdentityResult Result)> RegisterAsync(Visitor visitor, string name, string email, string password)
    {
        var account = await NewAsync(visitor, name, email);
        var result = await accounts.CreateAsync(account, password);
        return (account, result.Succeeded ? await accounts.AddToRoleAsync(account, Roles.Learner) : result);
    }

    /// <summary>The same for somebody whom the provider vouches for. An address that the provider has not verified must be confirmed by mail.</summary>
    public async Task<(Account Account, IdentityResult Result)> RegisterAsync(Visitor visitor, ExternalPerson person)
    {
        ArgumentNullException.ThrowIfNull(person);
        var email = person.Email ?? throw new ArgumentException("An account needs an address.", nameof(person));
        var account = await NewAsync(visitor, person.Name.Length > 0 ? person.Name : "Learner", email);
        account.EmailConfirmed = person.IsEmailVerified;
        var result = await accounts.CreateAsync(account);
        if (result.Succeeded)
            result = await accounts.AddToRoleAsync(account, Roles.Learner);
        if (result.Succeeded)
            result = await accounts.AddLoginAsync(account, person.Login);
        if (result.Succeeded && account.EmailConfirmed)
            guests.Retire(account.Id);

        return (account, result);
    }

    /// <summary>Whether <paramref name="result"/> says only that the address has an account already, which is told to its mailbox alone.</summary>
    public static bool IsTaken(IdentityResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return !result.Succeeded && result.Errors.All(error => error.Code is "DuplicateEmail" or "DuplicateUserName");
    }

    /// <summary>Confirms the address by the token of the mail.</summary>
    public async Task<bool> ConfirmAsync(Account account, string token)
    {
        var confirmed = (await accounts.ConfirmEmailAsync(account, token)).Succeeded;
        if (confirmed)
            guests.Retire(account.Id);

        return confirmed;
    }

    /// <summary>
    /// The address's owner has set a password by a mail to it. If nobody had confirmed the address, somebody else may have
    /// registered with it: how they could come in is taken away.
    /// </summary>
    public async Task ClaimAsync(Account account)
    {
        ArgumentNullException.ThrowIfNull(account);
        if (account.EmailConfirmed)
            return;

        foreach (var login in await accounts.GetLoginsAsync(account))
            await accounts.RemoveLoginAsync(account, login.LoginProvider, login.ProviderKey);

        account.EmailConfirmed = true;
        await accounts.UpdateAsync(account);
        guests.Retire(account.Id);
    }

    private async Task<Account> NewAsync(Visitor visitor, string name, string email)
    {
        var isFree = visitor.IsGuest && await accounts.FindByIdAsync(visitor.LearnerId) is null;
        var now = clock.GetUtcNow();
        return new Account
        {
            Id = isFree ? visitor.LearnerId : Guid.CreateVersion7(now).ToString("N"),
            UserName = email,
            Email = email,
            DisplayName = name.Trim(),
            CreatedAt = now,
        };
    }
}
