namespace LearnFlow.Triage.Attempts;

/// <summary>Where the windows of all learners are kept.</summary>
public interface ILearnerWindows
{
    /// <summary>The learner's window and its version; an empty window with version "" when there is none.</summary>
    Task<(LearnerWindow Window, string ETag)> LoadAsync(string learnerId, CancellationToken cancellationToken);

    /// <summary>Saves <paramref name="window"/> when its version is still <paramref name="etag"/>.</summary>
    /// <returns>False when somebody else saved it in between; load it again.</returns>
    Task<bool> TrySaveAsync(LearnerWindow window, string etag, CancellationToken cancellationToken);
}
