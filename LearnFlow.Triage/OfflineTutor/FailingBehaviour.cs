using LearnFlow.Triage.Behaviour;
using LearnFlow.Triage.GuardRails;

namespace LearnFlow.Triage.OfflineTutor;

/// <summary>Says in words what a program does on its tests.</summary>
internal static class FailingBehaviour
{
    /// <summary>How many names are told for one moment of a run.</summary>
    private const int MostValues = 5;

    /// <summary>How many tests pass, and for the failing one the input, what is expected and what comes.</summary>
    public static string Describe(ProgramBehaviour behaviour)
    {
        var (passed, total) = (behaviour.Trials.Count(trial => trial.Passed), behaviour.Trials.Count);
        return behaviour.Failing is { } failing
            ? $"The program passes {passed} of {total} {(total == 1 ? "test" : "tests")}. {Describe(failing)}"
            : $"The program passes {(total == 1 ? "its test" : $"all {total} tests")}.";
    }

    /// <summary>What the learner's names hold when <paramref name="line"/> runs for the first time on the failing input; null when that is not known.</summary>
    public static string? ValuesAt(ProgramBehaviour behaviour, int? line)
    {
        if (behaviour.Trials.FirstOrDefault(trial => !trial.Passed) != behaviour.Failing || behaviour.Failing is { Hidden: true }
            || behaviour.Steps.FirstOrDefault(step => step.Line == line) is not { Values.Count: > 0 } step)
        {
            return null;
        }

        var values = step.Values.Take(MostValues).Select(pair => $"{LearnerText.AsCode(pair.Key)} is {LearnerText.AsCode(pair.Value)}");
        return $"When it runs for the first time with that input, {string.Join(", ", values)}.";
    }

    private static string Describe(Trial trial)
    {
        if (trial.Hidden)
        {
            return $"This one does not pass yet: {LearnerText.AsCode(trial.Name ?? "a test")}.";
        }

        var name = trial.Name is { Length: > 0 } ? $" ({LearnerText.WithoutMarkup(trial.Name)})" : "";
        var input = trial.Input is { } text ? text.Trim().Length == 0 ? "no input" : LearnerText.AsCode(text) : "a run without input";
        return $"For {input}{name} {Outcome(trial, trial.IsOutput)}";
    }

    private static string Outcome(Trial trial, bool isOutput) => trial switch
    {
        { Endless: true } => $"the test expects {Value(trial.Expected, isOutput)}, but the program does not come to an end.",
        { ErrorType: "Missing" } => $"the test calls a function that is not there. {LearnerText.WithoutMarkup(trial.ErrorMessage ?? "")}",
        { ErrorType: { } error and not "AssertionError" } =>
            $"the test expects {Value(trial.Expected, isOutput)}, but the program stops with {LearnerText.AsCode($"{error}: {trial.ErrorMessage}")}{(trial.ErrorLine is { } line ? $" in line {line}" : "")}.",
        { Actual: null } => $"the check fails: {LearnerText.AsCode(trial.ErrorMessage is { Length: > 0 } message ? message : "it is not true")}.",
        { Actual: "None" } => "the test expects " + Value(trial.Expected, isOutput)
            + ", but the function gives back `None`" + (trial.Output is { Length: > 0 } ? " (it prints something instead)." : "."),
        _ when isOutput && Differing(trial) is var (expected, actual) =>
            $"the output should {(expected is null ? "be at its end already" : $"have the line {LearnerText.AsCode(expected)}")}, but {(actual is null ? "it ends before" : $"there comes {LearnerText.AsCode(actual)}")}.",
        _ => $"the test expects {Value(trial.Expected, isOutput)}, but the result is {Value(trial.Actual, isOutput)}.",
    };

    /// <summary>The first line of the output that differs; null where one of the two has ended.</summary>
    private static (string? Expected, string? Actual) Differing(Trial trial)
    {
        var expected = Lines(trial.Expected);
        var actual = Lines(trial.Actual);
        var at = expected.Zip(actual).TakeWhile(pair => pair.First == pair.Second).Count();
        return (at < expected.Length ? expected[at] : null, at < actual.Length ? actual[at] : null);
    }

    private static string[] Lines(string? text) => [.. (text ?? "").TrimEnd().Split('\n').Select(line => line.TrimEnd())];

    private static string Value(string? text, bool isOutput) =>
        text is null ? "another result" : isOutput && text.Trim().Length == 0 ? "no output" : LearnerText.AsCode(text);
}
