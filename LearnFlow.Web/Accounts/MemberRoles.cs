using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace LearnFlow.Web.Accounts;

/// <summary>
/// Which role an account has now. Tokens and sessions say which it had: one whose account is deleted or has another role
/// counts no more, here at once and on other replicas after <see cref="Age"/>.
/// </summary>
public sealed class MemberRoles(IServiceScopeFactory scopes) : IDisposable
{
    /// <summary>How long an answer is believed.</summary>
    public static readonly TimeSpan Age = TimeSpan.FromSeconds(15);

    private const int MaxKnown = 50_000;

    private readonly MemoryCache _known = new(new MemoryCacheOptions { SizeLimit = MaxKnown });

    /// <summary>Whether the account <paramref name="id"/> is there and has <paramref name="role"/>; true without a place for accounts.</summary>
    public async ValueTask<bool> IsStillAsync(string id, string role, CancellationToken cancellationToken)
    {
        if (!_known.TryGetValue<string?>(id, out var now))
        {
            await using var scope = scopes.CreateAsyncScope();
            if (scope.ServiceProvider.GetService<AccountsDbContext>() is not { } database)
            {
                return true;
            }

            now = await database.Users.Where(account => account.Id == id)
                .Select(account => database.UserRoles.Where(held => held.UserId == account.Id)
                    .Join(database.Roles, held => held.RoleId, named => named.Id, (_, named) => named.Name).FirstOrDefault() ?? Roles.Learner)
                .FirstOrDefaultAsync(cancellationToken);
            _known.Set(id, now, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Age });
        }

        return now == role;
    }

    /// <summary>The account was changed or deleted here.</summary>
    public void Forget(string id) => _known.Remove(id);

    /// <inheritdoc />
    public void Dispose() => _known.Dispose();
}
