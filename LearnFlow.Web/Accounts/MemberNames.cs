using Microsoft.EntityFrameworkCore;

namespace LearnFlow.Web.Accounts;

/// <summary>What members are called on pages.</summary>
public sealed class MemberNames(IServiceProvider services)
{
    /// <summary>The name of an account; “Account” when it has none, or is not there any more.</summary>
    public async Task<string> OfAsync(string id, CancellationToken cancellationToken)
        => services.GetService<AccountsDbContext>() is { } database
            && await database.Users.Where(account => account.Id == id).Select(account => account.DisplayName).FirstOrDefaultAsync(cancellationToken) is { Length: > 0 } name
                ? name
                : "Account";
}
