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
    public async Task<(Account Account, IdentityResult Result)> RegisterAsync(Visitor visitor, string name, string email, string? password)
    {
        var isFree = visitor.IsGuest && await accounts.FindByIdAsync(visitor.LearnerId) is null;
        var now = clock.GetUtcNow();
        var account = new Account
        {
            Id = isFree ? visitor.LearnerId : Guid.CreateVersion7(now).ToString("N"),
            UserName = email,
            Email = email,
            DisplayName = name.Trim(),
            CreatedAt = now,
        };
        var result = password is null ? await accounts.CreateAsync(account) : await accounts.CreateAsync(account, password);
        if (result.Succeeded)
            result = await accounts.AddToRoleAsync(account, Roles.Learner);

        return (account, result);
    }

    /// <summary>Confirms the address by the token of the mail.</summary>
    public async Task<bool> ConfirmAsync(Account account, string token)
    {
        var confirmed = (await accounts.ConfirmEmailAsync(account, token)).Succeeded;
        if (confirmed)
            guests.Retire(account.Id);

        return confirmed;
    }
}
