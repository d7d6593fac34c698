using LearnFlow.Exercises.Content;

namespace LearnFlow.Exercises.Grading;

/// <summary>Says to a learner what the sandbox found. An endless loop, a crash and a syntax error are verdicts too.</summary>
public static class Judge
{
    /// <summary>The verdict on one test.</summary>
    /// <param name="test">The test.</param>
    /// <param name="hidden">Whether its data is kept from the learner.</param>
    /// <param name="answer">What the sandbox found.</param>
    public static TestOutcome Verdict(TestContent test, bool hidden, CheckedTest answer)
    {
        var passed = answer.Status == TestOutcome.PassedStatus;
        var expected = test.Kind switch
        {
            TestKind.Call => PythonLiteral.Of(test.Returns),
            TestKind.Script => null,
            _ => test.Output ?? "",
        };
        var actual = StoredText.Of(answer.Actual);
        return new TestOutcome(
            test.Name,
            hidden,
            passed,
            test.Kind == TestKind.Call ? PythonLiteral.CallOf(test) : test.Stdin,
            expected,
            actual,
            passed || expected is null || actual is null ? null : LineDiff.Of(expected, actual),
            answer.Status,
            StoredText.Of(answer.ErrorType, StoredText.MaxTypeLength),
            StoredText.Of(answer.ErrorMessage),
            answer.ErrorLine,
            answer.ElapsedMs);
    }

    /// <summary>The verdict on a prediction: nothing is run, the learner's text is compared.</summary>
    public static TestOutcome Prediction(ExerciseContent exercise, string text)
    {
        var passed = OutputLines.AreEqual(exercise.Solution, text);
        return new TestOutcome(
            "what the program prints",
            Hidden: true, // the expected text is the solution
            passed,
            Input: null,
            Expected: exercise.Solution,
            StoredText.Of(text),
            passed ? null : LineDiff.Of(exercise.Solution, text),
            passed ? TestOutcome.PassedStatus : TestOutcome.FailedStatus,
            ErrorType: null,
            ErrorMessage: null,
            ErrorLine: null,
            ElapsedMs: 0);
    }
}
