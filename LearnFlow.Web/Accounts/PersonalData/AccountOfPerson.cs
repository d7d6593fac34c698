using LearnFlow.PersonalData;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace LearnFlow.Web.Accounts.PersonalData;

/// <summary>A person's account. A hash of its id stays, so that an old cookie opens nothing.</summary>
internal sealed class AccountOfPerson(UserManager<Account> accounts, AccountsDbContext database, MemberRoles roles, TimeProvider clock) : IPersonalData
{
    public string Name => "account";

    public async Task<object?> ExportAsync(string learnerId, CancellationToken cancellationToken) => await accounts.FindByIdAsync(learnerId) is { } account
        ? new
        {
            account.Id,
            account.DisplayName,
            account.Email,
            account.CreatedAt,
            account.TwoFactorEnabled,
            Roles = await accounts.GetRolesAsync(account),
            SignIns = (await accounts.GetLoginsAsync(account)).Select(login => new { login.LoginProvider, login.ProviderKey }),
        }
        : null;

    public async Task EraseAsync(string learnerId, CancellationToken cancellationToken)
    {
        if (await accounts.FindByIdAsync(learnerId) is not { } account)
        {
            return;
        }

        var now = clock.GetUtcNow();
        var unused = now - RetiredGuest.KeptFor;
        await database.RetiredGuests.Where(guest => guest.At < unused).ExecuteDeleteAsync(cancellationToken);
        database.Add(new RetiredGuest { Hash = RetiredGuest.HashOf(learnerId), At = now });
        await accounts.DeleteAsync(account);
        roles.Forget(learnerId);
    }
}
