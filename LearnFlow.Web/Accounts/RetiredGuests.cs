using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace LearnFlow.Web.Accounts;

/// <summary>
/// Guests' ids that became accounts, also those that were deleted since. Their cookies are refused: whoever planted or copied
/// one (session fixation) would otherwise share the account's learning, or go on under the id of somebody who has left.
/// </summary>
public sealed class RetiredGuests(IServiceScopeFactory scopes) : IDisposable
{
    /// <summary>Another replica's registration is known here after this time.</summary>
    private static readonly TimeSpan Age = TimeSpan.FromMinutes(1);

    private readonly MemoryCache _known = new(new MemoryCacheOptions { SizeLimit = 50_000 });

    /// <summary>True when <paramref name="guest"/> is an account's id now.</summary>
    public async ValueTask<bool> IsRetiredAsync(string guest, CancellationToken cancellation)
    {
        if (_known.TryGetValue<bool>(guest, out var retired))
            return retired;

        var hash = RetiredGuest.HashOf(guest);
        await using var scope = scopes.CreateAsyncScope();
        retired = scope.ServiceProvider.GetService<AccountsDbContext>() is { } database
            && (await database.Users.AnyAsync(account => account.Id == guest && account.EmailConfirmed, cancellation)
                || await database.RetiredGuests.AnyAsync(deleted => deleted.Hash == hash, cancellation));
        return Remember(guest, retired);
    }

    /// <summary>Refuses the cookie of <paramref name="guest"/> from now on.</summary>
    public void Retire(string guest) => Remember(guest, retired: true);

    /// <inheritdoc />
    public void Dispose() => _known.Dispose();

    private bool Remember(string guest, bool retired)
        => _known.Set(guest, retired, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Age });
}
