using Dapr;
using Dapr.Client;
using LearnFlow.Events;

namespace LearnFlow.Triage.Attempts;

/// <summary>Windows in the Dapr state store, under the key <c>window-{learner}</c>.</summary>
public sealed class DaprLearnerWindows(DaprClient dapr) : ILearnerWindows
{
    private static readonly StateOptions FirstWrite = new() { Concurrency = ConcurrencyMode.FirstWrite };

    /// <inheritdoc />
    public async Task<(LearnerWindow Window, string ETag)> LoadAsync(string learnerId, CancellationToken cancellationToken)
    {
        var (window, etag) = await dapr.GetStateAndETagAsync<LearnerWindow?>(
            Topics.StateStore, Key(learnerId), cancellationToken: cancellationToken);
        return window is null ? (LearnerWindow.Empty(learnerId), "") : (window, etag);
    }

    /// <inheritdoc />
    public async Task<bool> TrySaveAsync(LearnerWindow window, string etag, CancellationToken cancellationToken)
    {
        try
        {
            return await dapr.TrySaveStateAsync(
                Topics.StateStore, Key(window.LearnerId), window, etag, FirstWrite, cancellationToken: cancellationToken);
        }
        catch (DaprException) when (etag.Length == 0)
        {
            // The first write of a key has no ETag to mismatch: the store answers an error when another first write won.
            var (_, winner) = await LoadAsync(window.LearnerId, cancellationToken);
            if (winner.Length == 0)
            {
                throw;
            }

            return false;
        }
    }

    /// <summary>Erases the window of <paramref name="learnerId"/>.</summary>
    public Task DeleteAsync(string learnerId, CancellationToken cancellationToken) =>
        dapr.DeleteStateAsync(Topics.StateStore, Key(learnerId), cancellationToken: cancellationToken);

    private static string Key(string learnerId) => $"window-{learnerId}";
}
