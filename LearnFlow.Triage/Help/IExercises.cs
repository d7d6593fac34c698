namespace LearnFlow.Triage.Help;

/// <summary>What the tutor asks the service Exercises, for the learner whom it helps and with their rights.</summary>
public interface IExercises
{
    /// <summary>The exercise <paramref name="slug"/>; null when there is none, or Exercises does not answer.</summary>
    Task<ExerciseFacts?> FindAsync(string slug, CancellationToken cancellationToken);

    /// <summary>What the learner knows, weakest first; empty when Exercises does not answer.</summary>
    Task<IReadOnlyList<ConceptMastery>> MasteryAsync(CancellationToken cancellationToken);
}
