using System.Security.Cryptography;
using LearnFlow.Exercises.Content;

namespace LearnFlow.Exercises.Grading;

/// <summary>Runs a program somewhere safe.</summary>
public interface ISandbox
{
    /// <summary>Runs it and answers with how it ended.</summary>
    /// <exception cref="HttpRequestException">The sandbox could not run it; the program is not to blame.</exception>
    Task<SandboxRunResult> RunAsync(SandboxRunRequest request, CancellationToken cancellation);
}

/// <summary>Grades a submission: every test is a run of its own, so that no test can disturb another.</summary>
public sealed class Grader(ISandbox sandbox)
{
    /// <summary>The outcomes of all tests, the visible ones first.</summary>
    public async Task<IReadOnlyList<TestOutcome>> GradeAsync(ExerciseContent exercise, string code, CancellationToken cancellation)
    {
        if (exercise.Kind == ExerciseKind.PredictOutput)
            return [Judge.Prediction(exercise, code)];
        var tests = exercise.Tests.Visible.Select(test => (test, hidden: false))
            .Concat(exercise.Tests.Hidden.Select(test => (test, hidden: true)));
        return await Task.WhenAll(tests.Select(async entry =>
        {
            var mark = RandomNumberGenerator.GetHexString(32);
            var run = await sandbox.RunAsync(TestProgram.For(code, entry.test, mark), cancellation);
            return Judge.Verdict(code, entry.test, entry.hidden, mark, run);
        }));
    }
}
