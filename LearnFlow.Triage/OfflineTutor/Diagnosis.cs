using LearnFlow.Triage.Behaviour;

namespace LearnFlow.Triage.OfflineTutor;

/// <summary>What the tutor takes the trouble for, and why.</summary>
/// <param name="Kind">The kind of trouble.</param>
/// <param name="Line">Line of the program that shows it, from 1; null when none does.</param>
/// <param name="Misconception">The misconception behind it; null when none was recognised.</param>
/// <param name="Observation">What is to be seen at the line, as a sentence; null when no misconception was recognised.</param>
/// <param name="Suspect">What the search in the program's behaviour found; null when nobody searched.</param>
public sealed record Diagnosis(HelpKind Kind, int? Line, Misconception? Misconception, string? Observation, Suspect? Suspect = null)
{
    /// <summary>The diagnosis that the evidence supports; a pure function.</summary>
    /// <remarks>
    /// A pattern in the code is a guess, a change that makes all tests pass is an experiment: where the two disagree about
    /// the line, the experiment holds. An error message is evidence of its own; only its line gives way.
    /// </remarks>
    public static Diagnosis Of(Evidence evidence)
    {
        if (evidence.Verdict == Verdict.Right)
        {
            return new(HelpKind.Design, null, null, null);
        }

        var suspect = evidence.Behaviour is { Suspects: [var first, ..] } ? first : null;
        foreach (var misconception in MisconceptionCatalogue.All)
        {
            if (misconception.Find(evidence) is { } finding && !IsRefuted(misconception, finding, evidence.Behaviour))
            {
                var kind = evidence.Kind == HelpKind.Design ? HelpKind.WrongResult : evidence.Kind;
                return misconception is ErrorMisconception && suspect is { By: Clue.Repair } && suspect.Line != finding.Line
                    ? new(kind, suspect.Line, misconception, finding.Observation, suspect)
                    : new(kind, finding.Line ?? suspect?.Line, misconception, finding.Observation);
            }
        }

        return new(evidence.Kind, suspect?.Line ?? evidence.ErrorLine, null, null, suspect);
    }

    /// <summary>The diagnosis of a request whose words are not about the program.</summary>
    public static Diagnosis OfWords(HelpKind kind) => new(kind, null, null, null);

    private static bool IsRefuted(Misconception misconception, Finding finding, ProgramBehaviour? behaviour) =>
        misconception is CodeMisconception && finding.Line is { } line && behaviour?.RepairLines.ToList() is { Count: > 0 } repairs && !repairs.Contains(line);
}
