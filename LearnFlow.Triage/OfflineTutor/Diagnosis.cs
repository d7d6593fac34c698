namespace LearnFlow.Triage.OfflineTutor;

/// <summary>What the tutor takes the trouble for, and why.</summary>
/// <param name="Kind">The kind of trouble.</param>
/// <param name="Line">Line of the program that shows it, from 1; null when none does.</param>
/// <param name="Misconception">The misconception behind it; null when none was recognised.</param>
/// <param name="Observation">What is to be seen at the line, as a sentence; null when no misconception was recognised.</param>
public sealed record Diagnosis(HelpKind Kind, int? Line, Misconception? Misconception, string? Observation)
{
    /// <summary>The diagnosis that the evidence supports; a pure function.</summary>
    public static Diagnosis Of(Evidence evidence)
    {
        foreach (var misconception in MisconceptionCatalogue.All)
        {
            if (misconception.Find(evidence) is { } finding)
            {
                var kind = evidence.Kind == HelpKind.Design ? HelpKind.WrongResult : evidence.Kind;
                return new(kind, finding.Line, misconception, finding.Observation);
            }
        }

        return new(evidence.Kind, evidence.ErrorLine, null, null);
    }
}
