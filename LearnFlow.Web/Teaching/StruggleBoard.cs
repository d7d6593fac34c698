using LearnFlow.Events;
using LearnFlow.Web.Accounts;
using Microsoft.EntityFrameworkCore;

namespace LearnFlow.Web.Teaching;

/// <summary>The open struggles, newest first, as teachers see them.</summary>
public sealed class StruggleBoard(AccountsDbContext database, TimeProvider clock)
{
    private const int MostShown = 100;

    /// <summary>A struggle older than this is not shown.</summary>
    private static readonly TimeSpan ShownFor = TimeSpan.FromHours(12);

    /// <summary>Puts a struggle on the board; one that is there gets the newest reason.</summary>
    public async Task OpenAsync(StruggleDetected struggle, CancellationToken cancellation)
    {
        var hash = RetiredGuest.HashOf(struggle.LearnerId);
        if (await database.OpenStruggles.FindAsync([struggle.Id], cancellation) is { } known)
            known.Reason = struggle.Reason;
        else if (!await database.RetiredGuests.AnyAsync(deleted => deleted.Hash == hash, cancellation)) // told late, of somebody who has left
            database.Add(new OpenStruggle { Id = struggle.Id, LearnerId = struggle.LearnerId, Reason = struggle.Reason, At = struggle.At.ToUniversalTime() });

        await database.SaveChangesAsync(cancellation);
    }

    /// <summary>Takes it off, and with it those that nobody looks at any more.</summary>
    public Task ResolveAsync(StruggleResolved resolved, CancellationToken cancellation)
    {
        var old = clock.GetUtcNow() - ShownFor;
        return database.OpenStruggles.Where(struggle => struggle.Id == resolved.StruggleId || struggle.At < old).ExecuteDeleteAsync(cancellation);
    }

    /// <summary>The learners that need help now, and why.</summary>
    /// <param name="of">The learners to be shown; null for everybody.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<IReadOnlyList<Row>> ReadAsync(IReadOnlyCollection<string>? of, CancellationToken cancellation)
    {
        var since = clock.GetUtcNow() - ShownFor;
        return await database.OpenStruggles.AsNoTracking()
            .Where(struggle => struggle.At >= since && (of == null || of.Contains(struggle.LearnerId)))
            .OrderByDescending(struggle => struggle.At)
            .Take(MostShown)
            .LeftJoin(database.Users, struggle => struggle.LearnerId, account => account.Id, (struggle, account) =>
                new Row(struggle.Id, struggle.LearnerId, account == null ? null : account.DisplayName, struggle.Reason, struggle.At))
            .ToListAsync(cancellation);
    }

    /// <summary>A line of the board; a guest has no name.</summary>
    public sealed record Row(string Id, string LearnerId, string? Name, string Reason, DateTimeOffset At)
    {
        /// <summary>What a teacher calls them.</summary>
        public string Who => Learners.NameOf(LearnerId, Name);
    }
}
