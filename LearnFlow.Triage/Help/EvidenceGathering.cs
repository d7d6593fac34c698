using LearnFlow.Triage.Attempts;
using LearnFlow.Triage.Behaviour;
using LearnFlow.Triage.OfflineTutor;
using LearnFlow.Triage.OfflineTutor.Python;

namespace LearnFlow.Triage.Help;

/// <summary>Brings together what is known of a program: what it does on its tests, else its last attempt, else a run of its own.</summary>
public sealed class EvidenceGathering(ISandbox sandbox, BehaviourProbe probe)
{
    /// <summary>The evidence on <paramref name="question"/>'s program.</summary>
    /// <param name="question">The request.</param>
    /// <param name="source">Its program, read.</param>
    /// <param name="tests">The tests that the program should pass; empty when none are known.</param>
    /// <param name="window">What the learner did.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Evidence> GatherAsync(
        HelpQuestion question, PythonSource source, IReadOnlyList<HelpTest> tests, LearnerWindow window, CancellationToken cancellationToken) =>
        tests.Count > 0 && await probe.LookAsync(question.Code, tests, search: false, cancellationToken) is { } behaviour
            ? Evidence.Of(source, behaviour)
            : await FromRunAsync(question, source, window, cancellationToken);

    /// <summary><paramref name="evidence"/> with the lines that may hold the cause of a failing test.</summary>
    public async Task<Evidence> SearchAsync(Evidence evidence, HelpQuestion question, IReadOnlyList<HelpTest> tests, CancellationToken cancellationToken) =>
        evidence.Behaviour is { Failing: not null } && await probe.LookAsync(question.Code, tests, search: true, cancellationToken) is { Stopped: null } behaviour
            ? Evidence.Of(evidence.Source, behaviour)
            : evidence;

    private async Task<Evidence> FromRunAsync(HelpQuestion question, PythonSource source, LearnerWindow window, CancellationToken cancellationToken)
    {
        var code = CodeFingerprint.Of(question.Code);
        return window.Activities.OfType<Attempt>().LastOrDefault(attempt => attempt.ExerciseId == question.ExerciseId && attempt.Code.IsSameAs(code)) switch
        {
            { } attempt => Evidence.Of(source, attempt),
            _ => await sandbox.RunAsync(new("python", question.Code), cancellationToken) is { } run
                ? new(source, run.Status, run.ErrorType, run.ErrorMessage, run.ErrorLine)
                : new(source, null),
        };
    }
}
