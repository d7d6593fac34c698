using LearnFlow.Exercises.Storage;
using Microsoft.EntityFrameworkCore;

namespace LearnFlow.Exercises.Outbox;

/// <summary>Publishes what waits, once through.</summary>
public static class OutboxPass
{
    /// <summary>
    /// One replica relays at a time, so that a learner's events keep their order: a transaction-level advisory lock
    /// (PostgreSQL documentation, 13.3.5), the bytes "LFoutbox". It ends with the transaction, however that ends.
    /// </summary>
    private const long LockKey = 0x4C46_6F75_7462_6F78;

    private const int BatchSize = 100;

    /// <summary>
    /// Publishes up to 100 messages in order and removes them. When publishing fails, nothing is removed, and those that were
    /// already sent are sent again: delivery is at least once.
    /// </summary>
    /// <returns>How many were published; 0 also when another replica is relaying.</returns>
    public static Task<int> RunAsync(
        ExercisesDbContext database, Func<OutboxMessage, CancellationToken, Task> publish, CancellationToken cancellation)
        => database.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
            var mine = await database.Database.SqlQuery<bool>($"SELECT pg_try_advisory_xact_lock({LockKey}) AS \"Value\"").SingleAsync(cancellation);
            if (!mine)
                return 0;
            var messages = await database.Outbox.AsNoTracking().OrderBy(message => message.Number).Take(BatchSize).ToListAsync(cancellation);
            foreach (var message in messages)
                await publish(message, cancellation);
            var numbers = messages.ConvertAll(message => message.Number);
            await database.Outbox.Where(message => numbers.Contains(message.Number)).ExecuteDeleteAsync(cancellation);
            await transaction.CommitAsync(cancellation);
            return messages.Count;
        });
}
