using Dapr.Client;
using LearnFlow.Events;

namespace LearnFlow.Triage.Help;

/// <summary>Answers in the Dapr state store, under the key <c>help-{request}</c>, for 90 days.</summary>
public sealed class DaprHelpRecords(DaprClient dapr) : IHelpRecords
{
    private static readonly Dictionary<string, string> NinetyDays = new() { ["ttlInSeconds"] = "7776000" };

    /// <inheritdoc />
    public async Task<HelpRecord?> FindAsync(string requestId, CancellationToken cancellationToken) =>
        await dapr.GetStateAsync<HelpRecord?>(Topics.StateStore, Key(requestId), cancellationToken: cancellationToken);

    /// <inheritdoc />
    public Task SaveAsync(HelpRecord record, CancellationToken cancellationToken) =>
        dapr.SaveStateAsync(Topics.StateStore, Key(record.RequestId), record, metadata: NinetyDays, cancellationToken: cancellationToken);

    private static string Key(string requestId) => $"help-{requestId}";
}
