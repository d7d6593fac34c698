using System.Text.Json;
using System.Text.Json.Nodes;
using LearnFlow.Exercises.Content;

namespace LearnFlow.Exercises.Grading;

/// <summary>Turns a run into a verdict. An endless loop, a crash and a syntax error are verdicts too.</summary>
public static class Judge
{
    /// <summary>The verdict on one test.</summary>
    /// <param name="code">The learner's code, to tell its lines from the test's.</param>
    /// <param name="test">The test.</param>
    /// <param name="hidden">Whether its data is kept from the learner.</param>
    /// <param name="mark">The mark that <see cref="TestProgram.For"/> was given.</param>
    /// <param name="run">What the sandbox answered.</param>
    public static TestOutcome Verdict(string code, TestContent test, bool hidden, string mark, SandboxRunResult run)
    {
        var (passed, expected, actual, diff) = test.Kind switch
        {
            TestKind.Call => JudgeCall(test, mark, run),
            TestKind.Script => (IsDone(run) && run.Output.TrimEnd().EndsWith("\n" + mark, StringComparison.Ordinal), null, null, null),
            _ => JudgeOutput(test, run),
        };
        var lastLine = code.Count(character => character == '\n') + 1;
        return new TestOutcome(
            test.Name,
            hidden,
            passed,
            test.Kind == TestKind.Call ? TestProgram.Describe(test) : test.Stdin,
            expected,
            StoredText.Of(actual),
            diff,
            run.Status,
            run.ErrorType,
            StoredText.Of(run.ErrorMessage),
            run.ErrorLine <= lastLine ? run.ErrorLine : null,
            run.ElapsedMs);
    }

    /// <summary>The verdict on a prediction: nothing is run, the learner's text is compared.</summary>
    public static TestOutcome Prediction(ExerciseContent exercise, string text) => new(
        "what the program prints",
        Hidden: true, // the expected text is the solution
        ValueComparison.AreEqualText(exercise.Solution, text),
        Input: null,
        Expected: exercise.Solution,
        StoredText.Of(text),
        LineDiff.Of(exercise.Solution, text),
        SandboxRunResult.Ok,
        ErrorType: null,
        ErrorMessage: null,
        ErrorLine: null,
        ElapsedMs: 0);

    private static bool IsDone(SandboxRunResult run) => run.Status == SandboxRunResult.Ok;

    private static (bool, string?, string?, IReadOnlyList<string>?) JudgeOutput(TestContent test, SandboxRunResult run)
    {
        var expected = test.Output ?? "";
        var passed = IsDone(run) && ValueComparison.AreEqualText(expected, run.Output);
        return (passed, expected, run.Output, passed ? null : LineDiff.Of(expected, StoredText.Of(run.Output)));
    }

    private static (bool, string?, string?, IReadOnlyList<string>?) JudgeCall(TestContent test, string mark, SandboxRunResult run)
    {
        var expected = PythonLiteral.Of(test.Returns);
        var start = run.Output.LastIndexOf("\n" + mark, StringComparison.Ordinal);
        if (!IsDone(run) || start < 0)
            return (false, expected, null, null);
        var text = run.Output[(start + 1 + mark.Length)..].Trim();
        try
        {
            var value = JsonNode.Parse(text);
            return (ValueComparison.AreEqual(test.Returns, value), expected, PythonLiteral.Of(value), null);
        }
        catch (JsonException)
        {
            return (false, expected, text, null); // NaN and Infinity are no JSON
        }
    }
}
