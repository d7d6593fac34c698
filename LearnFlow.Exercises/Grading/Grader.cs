using LearnFlow.Exercises.Content;

namespace LearnFlow.Exercises.Grading;

/// <summary>Grades a submission: every test is a run of its own, so that no test can disturb another.</summary>
public sealed class Grader(ISandbox sandbox)
{
    /// <summary>The most tests that the sandbox takes at a time.</summary>
    private const int BatchSize = 100;

    /// <summary>
    /// The outcomes of all tests, the visible ones first. A submission that runs into a limit in its first test is not run
    /// again: an endless loop would hold up other learners for every test that there is.
    /// </summary>
    public async Task<IReadOnlyList<TestOutcome>> GradeAsync(ExerciseContent exercise, string code, CancellationToken cancellation)
    {
        if (exercise.Kind == ExerciseKind.PredictOutput)
            return [Judge.Prediction(exercise, code)];

        var tests = exercise.Tests.All.ToList();
        var first = (await CheckAsync(exercise.Tests, code, [tests[0]], cancellation))[0];
        var answers = new Dictionary<TestContent, CheckedTest>(ReferenceEqualityComparer.Instance) { [tests[0]] = first };
        if (Judge.IsLimit(first))
            return [.. tests.Select(test => Outcome(test, answers.GetValueOrDefault(test) ?? Judge.NotRun))];

        foreach (var sameFiles in tests.Skip(1).GroupBy(test => test.Files, ReferenceEqualityComparer.Instance))
        {
            foreach (var batch in sameFiles.Chunk(BatchSize))
            {
                foreach (var (test, answer) in batch.Zip(await CheckAsync(exercise.Tests, code, batch, cancellation)))
                    answers[test] = answer;
            }
        }
        return [.. tests.Select(test => Outcome(test, answers[test]))];

        TestOutcome Outcome(TestContent test, CheckedTest answer)
            => Judge.Verdict(test, exercise.Tests.Hidden.Contains(test, ReferenceEqualityComparer.Instance), answer);
    }

    private async Task<IReadOnlyList<CheckedTest>> CheckAsync(
        TestSuite suite, string code, TestContent[] tests, CancellationToken cancellation)
    {
        var files = (suite.Files ?? new Dictionary<string, string>()).Concat(tests[0].Files ?? new Dictionary<string, string>());
        var question = new CheckQuestion(
            code, [.. tests.Select(test => Question(suite, test))], [.. files.Select(file => new SandboxFile(file.Key, file.Value))],
            Entry: suite.Entry, Limits: suite.CpuTimeMs is { } cpu ? new RunLimits(RunLimits.Most.WallTimeMs, cpu) : null);
        return (await sandbox.CheckAsync(question, cancellation)).Tests;
    }

    // The sandbox takes a JSON null for a value that is missing, so None is expected by how Python writes it.
    private static CheckedBy Question(TestSuite suite, TestContent test) => test.Kind switch
    {
        TestKind.Call => new CheckedBy(
            test.Name,
            TestKind.Call,
            test.Stdin,
            Function: test.Call,
            Args: test.Args ?? [],
            Expected: test.Returns,
            ExpectedRepr: test.Returns is null ? PythonLiteral.Of(null) : null),
        TestKind.Script => new CheckedBy(test.Name, TestKind.Script, test.Stdin, Source: $"{suite.Preamble}\n{test.Script}\n"),
        _ => new CheckedBy(test.Name, TestKind.Io, test.Stdin, ExpectedOutput: test.Output ?? ""),
    };
}
