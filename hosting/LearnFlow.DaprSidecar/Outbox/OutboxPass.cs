using LearnFlow.DaprSidecar.PubSub;
using Npgsql;

namespace LearnFlow.DaprSidecar.Outbox;

/// <summary>Publishes rows that are due, one batch.</summary>
/// <remarks>
/// One event of a key is under way at a time: what follows a failed one has not been sent, and waits with it. A row fails by its own fault
/// when the broker will never take it as it is, or took others of the batch. Such a row is tried again after 2, 4, 8 and 16 s and then
/// parked, and its key goes on. When nothing could be published, no row is to blame.
/// </remarks>
internal static class OutboxPass
{
    /// <summary>How often a row may fail by its own fault.</summary>
    public const int MaxTries = 5;

    private const int BatchSize = 500, MaxError = 500;

    /// <summary>Publishes up to 500 rows.</summary>
    /// <param name="rows">The app's rows.</param>
    /// <param name="session">The connection that holds the relay's lock.</param>
    /// <param name="writer">The broker's log.</param>
    /// <param name="clock">Tells which rows are due.</param>
    /// <param name="parked">Gets each row that is parked, with the reason.</param>
    /// <param name="cancellationToken">Ends the pass; what was published in it is published again.</param>
    /// <exception cref="InvalidOperationException">The broker took nothing: it may be away.</exception>
    public static async Task<OutboxOutcome> RunAsync(OutboxRows rows, NpgsqlConnection session, ILogWriter writer, TimeProvider clock,
        Action<DueEvent, string> parked, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var due = await rows.DueAsync(session, now, BatchSize, cancellationToken);
        var (published, failed) = await PublishAsync(due, writer, cancellationToken);
        await rows.MarkPublishedAsync(session, published, writer.LogId, cancellationToken);
        TimeSpan? retryAfter = null;
        foreach (var (row, failure) in failed.Where(f => published.Count > 0 || f.Failure is MessageRefusedException))
        {
            var error = failure.Message[..Math.Min(MaxError, failure.Message.Length)].Replace('\0', '\u2400');
            TimeSpan? pause = row.Tries + 1 < MaxTries ? TimeSpan.FromSeconds(Math.Pow(2, row.Tries + 1)) : null;
            await rows.PostponeAsync(session, row, now + pause, error, cancellationToken);
            retryAfter = pause < retryAfter ? pause : retryAfter ?? pause;
            if (pause is null)
            {
                parked(row, error);
            }
        }
        return published.Count == 0 && failed.Select(f => f.Failure).FirstOrDefault(f => f is not MessageRefusedException) is { } away
            ? throw new InvalidOperationException($"the broker takes no events: {away.Message}", away)
            : new OutboxOutcome(due.Count == BatchSize, retryAfter);
    }

    private static async Task<(List<long> Published, List<(DueEvent Row, Exception Failure)> Failed)> PublishAsync(IReadOnlyList<DueEvent> due,
        ILogWriter writer, CancellationToken cancellationToken)
    {
        var (published, failed, held) = (new List<long>(), new List<(DueEvent, Exception)>(), new HashSet<string>());
        for (var waiting = due.ToList(); waiting.Count > 0;)
        {
            var keys = new HashSet<string>(held);
            var wave = waiting.Where(row => row.PartitionKey is null || keys.Add(row.PartitionKey)).ToList();
            foreach (var topic in wave.GroupBy(row => row.Topic))
            {
                var results = await writer.PublishAsync(topic.Key, [.. topic.Select(row => new OutgoingMessage(row.CloudEvent, Headers(row)))], cancellationToken);
                foreach (var (row, failure) in topic.Zip(results))
                {
                    if (failure is null)
                    {
                        published.Add(row.Sequence);
                        continue;
                    }
                    failed.Add((row, failure));
                    if (row.PartitionKey is { } key)
                    {
                        held.Add(key);
                    }
                }
            }
            waiting = [.. waiting.Except(wave).Where(row => !held.Contains(row.PartitionKey!))];
        }
        return (published, failed);
    }

    private static Dictionary<string, string> Headers(DueEvent row) => row.PartitionKey is null ? [] : new() { ["partitionKey"] = row.PartitionKey };
}

/// <summary>What a pass over the outbox left.</summary>
/// <param name="IsMoreDue">Whether another pass may find more at once.</param>
/// <param name="RetryAfter">When the first of its postponed rows is due, or null.</param>
internal readonly record struct OutboxOutcome(bool IsMoreDue, TimeSpan? RetryAfter);
