using Dapr.Client;
using LearnFlow.Events;

namespace LearnFlow.Triage.Help;

/// <summary>
/// A learner's latest answers in the Dapr state store, under the key <c>help-{learner}</c>, for 90 days after the last. A lost
/// record costs the feedback on one answer, so the last write wins.
/// </summary>
public sealed class DaprHelpRecords(DaprClient dapr, TimeProvider clock) : IHelpRecords
{
    private const int MaxKept = 100;

    private static readonly TimeSpan s_keptFor = TimeSpan.FromDays(90);
    private static readonly Dictionary<string, string> s_ninetyDays = new() { ["ttlInSeconds"] = "7776000" };

    /// <inheritdoc />
    public async Task<IReadOnlyList<HelpRecord>> ListAsync(string learnerId, CancellationToken cancellationToken) =>
        await dapr.GetStateAsync<List<HelpRecord>?>(Topics.StateStore, Key(learnerId), cancellationToken: cancellationToken) ?? [];

    /// <inheritdoc />
    public async Task SaveAsync(HelpRecord record, CancellationToken cancellationToken)
    {
        var since = clock.GetUtcNow() - s_keptFor;
        var others = (await ListAsync(record.LearnerId, cancellationToken)).Where(other => other.RequestId != record.RequestId && other.At > since);
        await dapr.SaveStateAsync(
            Topics.StateStore, Key(record.LearnerId), others.Append(record).TakeLast(MaxKept).ToList(), metadata: s_ninetyDays, cancellationToken: cancellationToken);
    }

    /// <inheritdoc />
    public Task DeleteAsync(string learnerId, CancellationToken cancellationToken) =>
        dapr.DeleteStateAsync(Topics.StateStore, Key(learnerId), cancellationToken: cancellationToken);

    private static string Key(string learnerId) => $"help-{learnerId}";
}
