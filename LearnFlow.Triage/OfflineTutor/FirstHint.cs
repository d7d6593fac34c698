using LearnFlow.Events;
using LearnFlow.Triage.Attempts;
using LearnFlow.Triage.OfflineTutor.Python;

namespace LearnFlow.Triage.OfflineTutor;

/// <summary>The first hint about the trouble that an attempt shows, made from the attempt alone: for a learner who has not asked.</summary>
/// <param name="Text">What happened, and a question about it, in Markdown.</param>
/// <param name="Line">Line of the program that shows it, from 1; null when none does.</param>
public sealed record FirstHint(string Text, int? Line)
{
    /// <summary>The hint on the last attempt at a program; null when it succeeded, was long ago or is too long to be kept.</summary>
    /// <param name="activities">What the learner did, oldest first.</param>
    /// <param name="scope">What is worked on.</param>
    public static FirstHint? On(IEnumerable<Activity> activities, string scope)
    {
        if (activities.OfType<Attempt>().LastOrDefault(attempt => attempt.Scope == scope) is not { Succeeded: false, Text: { } program } attempt)
        {
            return null;
        }

        var evidence = Evidence.Of(PythonSource.Read(program), attempt);
        var diagnosis = Diagnosis.Of(evidence);
        return new(EventText.Cut(string.Join("\n\n", HintLadder.Compose(diagnosis, evidence, level: 1).Take(2)), EventText.MaxHint), diagnosis.Line);
    }
}
