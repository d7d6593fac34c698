using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;

namespace LearnFlow.Web.Accounts.Tokens;

/// <summary>
/// The keys that sign access tokens. A new one is made every <see cref="SignsFor"/>; an old one stays published until the
/// last token that it signed has expired. They are in <c>identitydb</c>, so that every replica publishes all replicas'
/// keys (two that make a key at the same moment are both right); without a database this process has a key of its own.
/// </summary>
public sealed class IssuerKeys(IServiceScopeFactory scopes, IDataProtectionProvider dataProtection, TimeProvider clock) : ISigningKeySource, IDisposable
{
    /// <summary>How long one key signs.</summary>
    public static readonly TimeSpan SignsFor = TimeSpan.FromDays(30);

    private static readonly TimeSpan PublishedFor = SignsFor + TimeSpan.FromDays(1);

    /// <summary>How old what this replica knows may be when it signs.</summary>
    private static readonly TimeSpan SigningAge = TimeSpan.FromMinutes(1);

    /// <summary>How old what it publishes may be: a service that meets another replica's new key must find it here.</summary>
    private static readonly TimeSpan PublishingAge = TimeSpan.FromSeconds(1);

    private readonly IDataProtector _protector = dataProtection.CreateProtector("LearnFlow.Web.SigningKey.v1");
    private readonly SemaphoreSlim _one = new(1);
    private volatile Known _known = new([], DateTimeOffset.MinValue);

    /// <summary>What to sign with now.</summary>
    public async ValueTask<SigningCredentials> SigningAsync(CancellationToken cancellation)
        => (await KnownAsync(SigningAge, cancellation))[0].Credentials;

    /// <inheritdoc />
    public async Task<IReadOnlyList<JsonWebKey>> ReadAsync(CancellationToken cancellation)
        => [.. (await KnownAsync(PublishingAge, cancellation)).Select(key => key.ToPublic())];

    /// <inheritdoc />
    public void Dispose() => _one.Dispose();

    private async ValueTask<IReadOnlyList<IssuerKey>> KnownAsync(TimeSpan age, CancellationToken cancellation)
    {
        if (_known.IsFresh(age, clock.GetUtcNow()))
            return _known.Keys;

        await _one.WaitAsync(cancellation);
        try
        {
            var now = clock.GetUtcNow();
            if (!_known.IsFresh(age, now))
                _known = new Known(await LoadAsync(now, cancellation), now);

            return _known.Keys;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>The published keys, newest first; the first one signs.</summary>
    private async Task<IReadOnlyList<IssuerKey>> LoadAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetService<AccountsDbContext>();
        var keys = (database is null ? _known.Keys : await ReadStoredAsync(database, now, cancellation)).Where(key => key.CreatedAt > now - PublishedFor).ToList();
        if (keys is [var newest, ..] && newest.CreatedAt > now - SignsFor)
            return keys;

        var key = IssuerKey.Create(now);
        if (database is not null)
        {
            await database.SigningKeys.Where(old => old.CreatedAt <= now - PublishedFor).ExecuteDeleteAsync(cancellation);
            database.Add(key.ToStored(_protector));
            await database.SaveChangesAsync(cancellation);
        }

        return [key, .. keys];
    }

    private async Task<IReadOnlyList<IssuerKey>> ReadStoredAsync(AccountsDbContext database, DateTimeOffset now, CancellationToken cancellation)
    {
        var stored = await database.SigningKeys.AsNoTracking()
            .Where(key => key.CreatedAt > now - PublishedFor)
            .OrderByDescending(key => key.CreatedAt)
            .ToListAsync(cancellation);
        var open = _known.Keys.ToDictionary(key => key.Id);
        return [.. stored.Select(key => open.GetValueOrDefault(key.Id) ?? IssuerKey.Open(key, _protector)).OfType<IssuerKey>()];
    }

    private sealed record Known(IReadOnlyList<IssuerKey> Keys, DateTimeOffset At)
    {
        public bool IsFresh(TimeSpan age, DateTimeOffset now) => Keys.Count > 0 && now - At < age;
    }
}
