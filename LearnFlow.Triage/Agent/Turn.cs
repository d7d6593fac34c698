namespace LearnFlow.Triage.Agent;

/// <summary>One question of a learner with its answer.</summary>
/// <param name="Question">What was asked; a sentence of ours when only the button was pressed.</param>
/// <param name="Answer">What was shown.</param>
public sealed record Turn(string Question, string Answer);

/// <summary>Remembers what was said to a learner about an exercise.</summary>
public interface IConversations
{
    /// <summary>The latest turns, oldest first; empty when there are none or the store does not answer.</summary>
    Task<IReadOnlyList<Turn>> LoadAsync(string learnerId, string? exerciseId, CancellationToken cancellationToken);

    /// <summary>Adds a turn to those that were loaded; the oldest are forgotten.</summary>
    Task SaveAsync(string learnerId, string? exerciseId, IReadOnlyList<Turn> before, Turn turn, CancellationToken cancellationToken);
}
