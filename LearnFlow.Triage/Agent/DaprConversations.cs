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
        }
        catch (DaprException exception)
        {
            LogForgotten(exception);
        }
    }

    private static string Key(string learnerId, string? exerciseId) =>
        $"conversation-{learnerId}-{(exerciseId is not null && Slug().IsMatch(exerciseId) ? exerciseId : "practice")}";

    [GeneratedRegex(@"\A[a-z0-9-]{1,80}\z")]
    private static partial Regex Slug();

    [LoggerMessage(LogLevel.Warning, "The state store did not take or give a conversation.")]
    private partial void LogForgotten(Exception exception);
}
