using Dapr;
using Dapr.Client;

namespace LearnFlow.Events;

/// <summary>Parked events in the Dapr state store: each under <c>parked-{id}</c>, and a list of them under <c>parked</c>.</summary>
public sealed class DaprParkedEvents(DaprClient dapr) : IParkedEvents
{
    private const string List = "parked";

    /// <summary>The oldest gives way: a list that grew without bound would be the next message that is too large.</summary>
    private const int MaxListed = 1_000;

    private static readonly Dictionary<string, string> s_thirtyDays = new() { ["ttlInSeconds"] = "2592000" };

    /// <inheritdoc />
    public async Task ParkAsync(ParkedEvent parked, CancellationToken cancellationToken)
    {
        await dapr.SaveStateAsync(Topics.StateStore, Key(parked.Id), parked, metadata: s_thirtyDays, cancellationToken: cancellationToken);
        await ChangeAsync(list => [.. list.Where(other => other.Id != parked.Id).TakeLast(MaxListed - 1), parked with { Data = null }], cancellationToken);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<ParkedEvent>> ListAsync(CancellationToken cancellationToken) =>
        await dapr.GetStateAsync<List<ParkedEvent>?>(Topics.StateStore, List, cancellationToken: cancellationToken) ?? [];

    /// <inheritdoc />
    public async Task<ParkedEvent?> FindAsync(string id, CancellationToken cancellationToken) =>
        await dapr.GetStateAsync<ParkedEvent?>(Topics.StateStore, Key(id), cancellationToken: cancellationToken);

    /// <inheritdoc />
    public async Task RemoveAsync(Func<ParkedEvent, bool> fits, CancellationToken cancellationToken)
    {
        var removed = (await ListAsync(cancellationToken)).Where(fits).ToList();
        foreach (var parked in removed)
        {
            await dapr.DeleteStateAsync(Topics.StateStore, Key(parked.Id), cancellationToken: cancellationToken);
        }

        if (removed.Count > 0)
        {
            await ChangeAsync(list => [.. list.Where(parked => !fits(parked))], cancellationToken);
        }
    }

    private async Task ChangeAsync(Func<List<ParkedEvent>, List<ParkedEvent>> change, CancellationToken cancellationToken)
    {
        var firstWrite = new StateOptions { Concurrency = ConcurrencyMode.FirstWrite };
        while (true)
        {
            var (list, etag) = await dapr.GetStateAndETagAsync<List<ParkedEvent>?>(Topics.StateStore, List, cancellationToken: cancellationToken);
            try
            {
                if (await dapr.TrySaveStateAsync(Topics.StateStore, List, change(list ?? []), etag ?? "", firstWrite, cancellationToken: cancellationToken))
                {
                    return;
                }
            }
            catch (DaprException) when (list is null)
            {
                // The first write of a key has no ETag to mismatch: the store answers an error when another replica's first write won.
                if ((await ListAsync(cancellationToken)).Count == 0)
                {
                    throw;
                }
            }
        }
    }

    private static string Key(string id) => $"parked-{id}";
}
