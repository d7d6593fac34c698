namespace LearnFlow.Triage.Help;

/// <summary>What the tutor asks the service Concepts.</summary>
public interface IConcepts
{
    /// <summary>An explanation for the learner, piece by piece, as Markdown; nothing when Concepts does not answer.</summary>
    IAsyncEnumerable<string> ExplainAsync(MissingConcept missing, HelpQuestion question, CancellationToken cancellationToken);
}
