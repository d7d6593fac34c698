using System.Text.RegularExpressions;
using Dapr;
using Dapr.Client;
using LearnFlow.Events;

namespace LearnFlow.Triage.Agent;

/// <summary>
/// Conversations in the Dapr state store, under <c>conversation-{learner}-{exercise}</c>, forgotten two hours after the last
/// answer. A lost turn costs a little context and nothing else, so the last write wins and a failing store is only logged.
/// </summary>
public sealed partial class DaprConversations(DaprClient dapr, ILogger<DaprConversations> logger) : IConversations
{
    private const int Turns = 4;

    private static readonly Dictionary<string, string> s_twoHours = new() { ["ttlInSeconds"] = "7200" };

    /// <inheritdoc />
    public async Task<IReadOnlyList<Turn>> LoadAsync(string learnerId, string? exerciseId, CancellationToken cancellationToken)
    {
        try
        {
            return await dapr.GetStateAsync<List<Turn>?>(Topics.StateStore, Key(learnerId, exerciseId), cancellationToken: cancellationToken) ?? [];
        }
        catch (DaprException exception)
        {
            LogForgotten(exception);
            return [];
        }
    }

    /// <inheritdoc />
    public async Task SaveAsync(string learnerId, string? exerciseId, IReadOnlyList<Turn> before, Turn turn, CancellationToken cancellationToken)
    {
        try
        {
            var turns = before.Append(turn).TakeLast(Turns).ToList();
            await dapr.SaveStateAsync(Topics.StateStore, Key(learnerId, exerciseId), turns, metadata: s_twoHours, cancellationToken: cancellationToken);
            if (before.Count is 0 or Turns) // the list lives as long as what it names: it is renewed while a conversation goes on
            {
                var scopes = await ScopesAsync(learnerId, cancellationToken);
                await dapr.SaveStateAsync(
                    Topics.StateStore, ListKey(learnerId), scopes.Append(Scope(exerciseId)).Distinct().ToList(), metadata: s_twoHours, cancellationToken: cancellationToken);
            }
        }
        catch (DaprException exception)
        {
            LogForgotten(exception);
        }
    }

    /// <summary>All of a learner's conversations, by exercise.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<Turn>>> ListAsync(string learnerId, CancellationToken cancellationToken)
    {
        var all = new Dictionary<string, IReadOnlyList<Turn>>();
        foreach (var scope in await ScopesAsync(learnerId, cancellationToken))
        {
            all[scope] = await LoadAsync(learnerId, scope, cancellationToken);
        }

        return all;
    }

    /// <summary>Erases a learner's conversations.</summary>
    public async Task DeleteAsync(string learnerId, CancellationToken cancellationToken)
    {
        foreach (var scope in await ScopesAsync(learnerId, cancellationToken))
        {
            await dapr.DeleteStateAsync(Topics.StateStore, Key(learnerId, scope), cancellationToken: cancellationToken);
        }

        await dapr.DeleteStateAsync(Topics.StateStore, ListKey(learnerId), cancellationToken: cancellationToken);
    }

    private async Task<IReadOnlyList<string>> ScopesAsync(string learnerId, CancellationToken cancellationToken) =>
        await dapr.GetStateAsync<List<string>?>(Topics.StateStore, ListKey(learnerId), cancellationToken: cancellationToken) ?? [];

    private static string ListKey(string learnerId) => $"conversations-{learnerId}";

    private static string Key(string learnerId, string? exerciseId) => $"conversation-{learnerId}-{Scope(exerciseId)}";

    private static string Scope(string? exerciseId) => exerciseId is not null && Slug().IsMatch(exerciseId) ? exerciseId : "practice";

    [GeneratedRegex(@"\A[a-z0-9-]{1,80}\z")]
    private static partial Regex Slug();

    [LoggerMessage(LogLevel.Warning, "The state store did not take or give a conversation.")]
    private partial void LogForgotten(Exception exception);
}
