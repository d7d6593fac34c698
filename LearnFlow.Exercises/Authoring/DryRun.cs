using System.Diagnostics;
using LearnFlow.Exercises.Content;
using LearnFlow.Exercises.Grading;

namespace LearnFlow.Exercises.Authoring;

/// <summary>What publishing would do.</summary>
/// <param name="Passes">Whether it can be published.</param>
/// <param name="Complaints">What is in the way, in sentences.</param>
/// <param name="Tests">How the reference solution did on every test.</param>
/// <param name="ElapsedMs">Wall time in milliseconds, waiting for the sandbox included.</param>
public sealed record DryRun(bool Passes, IReadOnlyList<string> Complaints, IReadOnlyList<TestOutcome> Tests, double ElapsedMs)
{
    /// <summary>
    /// Tries an exercise out: the reference must pass, the starter (unless the exercise is a refactoring, which starts from what
    /// works) and the typical wrong solutions must not.
    /// </summary>
    public static async Task<DryRun> OfAsync(Grader grader, ExerciseContent exercise, CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();
        var complaints = new List<string>();
        var reference = await grader.GradeAsync(exercise, exercise.Solution, cancellation);
        complaints.AddRange(reference.Where(outcome => !outcome.Passed)
            .Select(outcome => $"The reference solution fails “{outcome.Name}”: {outcome.ErrorMessage ?? outcome.Status}."));
        if (exercise.Kind != ExerciseKind.Refactor && await PassesAsync(exercise.Starter))
            complaints.Add("The starter passes all tests already.");
        foreach (var wrong in exercise.Wrong)
        {
            if (await PassesAsync(wrong.Code))
                complaints.Add($"A wrong solution passes all tests: {wrong.Why}");
        }
        return new DryRun(complaints.Count == 0, complaints, reference, Stopwatch.GetElapsedTime(start).TotalMilliseconds);

        async Task<bool> PassesAsync(string code)
            => (await grader.GradeAsync(exercise, code, cancellation)).All(outcome => outcome.Passed);
    }
}
