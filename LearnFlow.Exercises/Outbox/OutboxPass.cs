using LearnFlow.Events;
using LearnFlow.Exercises.Storage;
using Microsoft.EntityFrameworkCore;

namespace LearnFlow.Exercises.Outbox;

/// <summary>Publishes what waits, once through.</summary>
/// <remarks>
/// A message that fails waits for a while, and with it the later ones of its key; the others go on. When it fails while others
/// are published, the fault is its own: after <see cref="MaxTries"/> such failures it is parked.
/// </remarks>
public static class OutboxPass
{
    /// <summary>How often a message may fail by its own fault.</summary>
    public const int MaxTries = 5;

    /// <summary>
    /// One replica relays at a time, so that a learner's events keep their order: a transaction-level advisory lock
    /// (PostgreSQL documentation, 13.3.5), the bytes "LFoutbox". It ends with the transaction, however that ends.
    /// </summary>
    private const long LockKey = 0x4C46_6F75_7462_6F78;

    private const int BatchSize = 100;
    private const int MaxError = 500;

    /// <summary>So many failures without a success between them end a pass: the broker may be away.</summary>
    private const int MaxFailuresInARow = 10;

    /// <summary>Publishes up to 100 messages that are due, in order, and removes those that the broker took.</summary>
    /// <param name="database">The service's database.</param>
    /// <param name="publish">Publishes one; delivery is at least once.</param>
    /// <param name="clock">Tells which are due.</param>
    /// <param name="parked">Gets each message that is parked, with the failure.</param>
    /// <param name="cancellationToken">Ends the pass; what was published in it is published again.</param>
    /// <returns>Whether more may be due: false also when another replica is relaying, or nothing could be published.</returns>
    public static Task<OutboxOutcome> RunAsync(
        ExercisesDbContext database, Func<OutboxMessage, CancellationToken, Task> publish, TimeProvider clock, Action<OutboxMessage, Exception> parked,
        CancellationToken cancellationToken)
        => database.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
            var mine = await database.Database.SqlQuery<bool>($"SELECT pg_try_advisory_xact_lock({LockKey}) AS \"Value\"").SingleAsync(cancellationToken);
            if (!mine)
            {
                return new OutboxOutcome(0, IsMoreDue: false, IsAnyLeft: true);
            }

            var now = clock.GetUtcNow();
            var messages = await DueAsync(database, now, cancellationToken);
            var (published, failed, reachable) = await PublishAsync(messages, publish, cancellationToken);
            await database.Outbox.Where(message => published.Contains(message.Number)).ExecuteDeleteAsync(cancellationToken);
            foreach (var (message, failure) in failed)
            {
                Postpone(message, failure, now, isOwnFault: published.Count > 0);
                if (message.ParkedAt is not null)
                {
                    parked(message, failure);
                }
            }

            await database.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            var left = messages.Count > published.Count || await database.Outbox.AnyAsync(message => message.ParkedAt == null, cancellationToken);
            return new OutboxOutcome(published.Count, IsMoreDue: reachable && messages.Count > 0, left);
        });

    /// <summary>Messages that are due, but none of a key whose earlier message waits.</summary>
    private static Task<List<OutboxMessage>> DueAsync(ExercisesDbContext database, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var waiting = database.Outbox.Where(message => message.ParkedAt == null);
        return waiting
            .Where(message => (message.NextTryAt == null || message.NextTryAt <= now)
                && !waiting.Any(earlier => earlier.Key == message.Key && earlier.Number < message.Number && earlier.NextTryAt > now))
            .OrderBy(message => message.Number)
            .Take(BatchSize)
            .ToListAsync(cancellationToken);
    }

    private static async Task<(List<long> Published, List<(OutboxMessage Message, Exception Failure)> Failed, bool Reachable)> PublishAsync(
        List<OutboxMessage> messages, Func<OutboxMessage, CancellationToken, Task> publish, CancellationToken cancellationToken)
    {
        var (published, failed, held, failuresInARow) = (new List<long>(), new List<(OutboxMessage, Exception)>(), new HashSet<string>(), 0);
        foreach (var message in messages)
        {
            if (held.Contains(message.Key))
            {
                continue;
            }

            try
            {
                await publish(message, cancellationToken);
                published.Add(message.Number);
                failuresInARow = 0;
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                failed.Add((message, failure));
                held.Add(message.Key);
                if (Unavailable.Is(failure))
                {
                    return (published, [], Reachable: false); // the sidecar is away: no message is to blame
                }

                if (++failuresInARow == MaxFailuresInARow)
                {
                    break;
                }
            }
        }

        return (published, failed, Reachable: true);
    }

    private static void Postpone(OutboxMessage message, Exception failure, DateTimeOffset now, bool isOwnFault)
    {
        message.Error = EventText.Cut($"{failure.GetType().Name}: {failure.Message}", MaxError).Replace('\0', '\u2400');
        message.Tries += isOwnFault ? 1 : 0;
        message.NextTryAt = now + TimeSpan.FromSeconds(Math.Pow(2, message.Tries));
        message.ParkedAt = message.Tries >= MaxTries ? now : null;
    }
}
