using LearnFlow.Triage.Attempts;
using LearnFlow.Triage.OfflineTutor;
using LearnFlow.Triage.OfflineTutor.Python;

namespace LearnFlow.Triage.Help;

/// <summary>Brings together what is known of a program: its last attempt if that was this very program, else a run of its own.</summary>
public sealed class EvidenceGathering(ISandbox sandbox)
{
    /// <summary>The evidence on <paramref name="question"/>'s program.</summary>
    public async Task<Evidence> GatherAsync(HelpQuestion question, LearnerWindow window, CancellationToken cancellationToken)
    {
        var source = PythonSource.Read(question.Code);
        var code = CodeFingerprint.Of(question.Code);
        return window.Activities.OfType<Attempt>().LastOrDefault(attempt => attempt.ExerciseId == question.ExerciseId && attempt.Code.IsSameAs(code)) switch
        {
            Run run => new(source, run.Status, run.ErrorType, run.ErrorMessage, run.ErrorLine),
            Submission submission => new(
                source, submission.Succeeded ? "ok" : null, submission.ErrorType, submission.ErrorMessage, submission.ErrorLine, submission.FailingTest),
            _ => Evidence(source, await sandbox.RunAsync(question.Code, cancellationToken)),
        };
    }

    private static Evidence Evidence(PythonSource source, SandboxRun? run) =>
        new(source, run?.Status, run?.ErrorType, run?.ErrorMessage, run?.ErrorLine);
}
