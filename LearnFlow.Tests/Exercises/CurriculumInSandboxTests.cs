using LearnFlow.Exercises.Content;
using LearnFlow.Exercises.Grading;
using LearnFlow.Tests.Sandbox;

namespace LearnFlow.Tests.Exercises;

/// <summary>Runs the whole course in the sandbox. A failure lists every exercise that is not right.</summary>
[TestClass]
public sealed class CurriculumInSandboxTests
{
    private static LoopbackSandbox s_sandbox = null!;

    public TestContext TestContext { get; set; } = null!;

    [ClassInitialize]
    public static async Task StartAsync(TestContext _) => s_sandbox = await LoopbackSandbox.StartAsync();

    [TestMethod]
    public Task Every_reference_solution_passes_all_of_its_tests()
        => AssertForEachAsync(async exercise =>
        {
            var failed = (await GradeAsync(exercise, exercise.Solution)).Where(outcome => !outcome.Passed);
            return failed.Select(outcome => $"“{outcome.Name}” gave {outcome.Actual ?? outcome.ErrorType}: {outcome.ErrorMessage}");
        });

    [TestMethod]
    public Task Every_starter_fails()
        => AssertForEachAsync(async exercise => await PassesAsync(exercise, exercise.Starter) ? ["the starter passes"] : []);

    [TestMethod]
    public Task Every_typical_wrong_solution_fails()
        => AssertForEachAsync(async exercise =>
        {
            var passing = new List<string>();
            foreach (var wrong in exercise.Wrong)
            {
                if (await PassesAsync(exercise, wrong.Code))
                    passing.Add($"passes: {wrong.Why}");
            }
            return passing;
        });

    [TestMethod]
    public Task No_exercise_is_passed_by_going_for_the_verdict()
        => AssertForEachAsync(async exercise =>
        {
            var passing = new List<string>();
            foreach (var (name, code) in exercise.Kind == ExerciseKind.PredictOutput ? [] : VerdictAttack.Blind)
            {
                if (await PassesAsync(exercise, code))
                    passing.Add($"is passed by {name}");
            }
            return passing;
        });

    private static async Task AssertForEachAsync(Func<ExerciseContent, Task<IEnumerable<string>>> complain)
    {
        var complaints = await Task.WhenAll(Curriculum.Exercises.Select(
            async exercise => (await complain(exercise)).Select(complaint => $"{exercise.Slug}: {complaint}").ToList()));
        var all = complaints.SelectMany(complaint => complaint).ToList();
        Assert.IsEmpty(all, string.Join('\n', all));
    }

    private async Task<bool> PassesAsync(ExerciseContent exercise, string code)
        => (await GradeAsync(exercise, code)).All(outcome => outcome.Passed);

    private Task<IReadOnlyList<TestOutcome>> GradeAsync(ExerciseContent exercise, string code)
        => new Grader(s_sandbox).GradeAsync(exercise, code, TestContext.CancellationToken);
}
