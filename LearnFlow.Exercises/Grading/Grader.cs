using LearnFlow.Exercises.Content;

namespace LearnFlow.Exercises.Grading;

/// <summary>Grades a submission in one call of the sandbox: every test is a run of its own there, so that no test can disturb another.</summary>
public sealed class Grader(ISandbox sandbox)
{
    /// <summary>
    /// The outcomes of all tests, the visible ones first. A submission that runs into a limit in its first test is not run
    /// again: an endless loop would hold up other learners for every test that there is.
    /// </summary>
    /// <param name="exercise">The exercise.</param>
    /// <param name="code">The submission.</param>
    /// <param name="cancellation">Gives it up.</param>
    /// <param name="learner">For whom it is graded, when that is not who sent the request that is being answered.</param>
    /// <exception cref="HttpRequestException">The sandbox could not do it; the submission is not to blame.</exception>
    public async Task<IReadOnlyList<TestOutcome>> GradeAsync(
        ExerciseContent exercise, string code, CancellationToken cancellation, string? learner = null)
    {
        if (exercise.Kind == ExerciseKind.PredictOutput)
        {
            return [Judge.Prediction(exercise, code)];
        }

        var (suite, tests) = (exercise.Tests, exercise.Tests.All.ToList());
        var question = new CheckQuestion(
            code,
            [.. tests.Select(test => Question(suite, test))],
            Files(suite.Files),
            Entry: suite.Entry,
            Limits: suite.CpuTimeMs is { } cpu ? new RunLimits(RunLimits.Most.WallTimeMs, cpu) : null,
            FirstDecides: true);
        var answers = (await sandbox.CheckAsync(question, cancellation, learner)).Tests;
        return [.. tests.Zip(answers, (test, answer) => Judge.Verdict(test, suite.Hidden.Contains(test, ReferenceEqualityComparer.Instance), answer))];
    }

    private static IReadOnlyList<SandboxFile>? Files(IReadOnlyDictionary<string, string>? files) =>
        files is null ? null : [.. files.Select(file => new SandboxFile(file.Key, file.Value))];

    // The sandbox takes a JSON null for a value that is missing, so None is expected by how Python writes it.
    private static CheckedBy Question(TestSuite suite, TestContent test) => Kind(suite, test) with { Files = Files(test.Files) };

    private static CheckedBy Kind(TestSuite suite, TestContent test) => test.Kind switch
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
