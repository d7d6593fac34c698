using LearnFlow.Events;

namespace LearnFlow.Triage.Attempts;

/// <summary>Learning events as activities.</summary>
public static class ActivityOf
{
    /// <summary>Programs up to this many characters are kept in the window, so that it stays small.</summary>
    private const int MaxText = 4096;

    /// <summary>A run.</summary>
    public static Run Event(CodeExecuted run) => new(
        run.Id, run.At, run.ExerciseId, CodeFingerprint.Of(run.Code), Text(run.Code), run.ErrorType, run.ErrorMessage, run.ErrorLine, run.Status);

    /// <summary>A submission.</summary>
    public static Submission Event(ExerciseSubmitted submission) => new(
        submission.Id, submission.At, submission.ExerciseId, CodeFingerprint.Of(submission.Code), Text(submission.Code),
        submission.ErrorType, submission.ErrorMessage, submission.ErrorLine,
        submission.TestsPassed, submission.TestsTotal, submission.FailingTest);

    /// <summary>A request for help.</summary>
    public static HelpRequest Event(HelpRequested help) => new(help.Id, help.At, help.ExerciseId, help.Level);

    /// <summary>An answer to a quiz question.</summary>
    public static QuizAnswer Event(QuizAnswered answer) => new(answer.Id, answer.At, answer.Concept, answer.Correct);

    private static string? Text(string code) => code.Length <= MaxText ? code : null;
}
