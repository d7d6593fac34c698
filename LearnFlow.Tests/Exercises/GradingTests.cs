using System.Text.Json.Nodes;
using LearnFlow.Exercises.Content;
using LearnFlow.Exercises.Grading;

namespace LearnFlow.Tests.Exercises;

[TestClass]
public sealed class GradingTests
{
    private static readonly TestContent s_output = new() { Name = "prints", Stdin = "4\n", Output = "one\ntwo\n" };

    private static readonly TestContent s_call = new()
    {
        Name = "calls",
        Call = "area",
        Args = [2, JsonNode.Parse("[true, null, \"it's\"]")],
        Returns = JsonNode.Parse("6"),
    };

    private static readonly TestContent s_script = new() { Name = "asserts", Script = "assert x == 1" };

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void A_call_tells_what_was_called_what_was_expected_and_what_came()
    {
        var outcome = Judge.Verdict(s_call, hidden: false, new CheckedTest("failed", "5"));

        Assert.AreEqual("area(2, [True, None, \"it's\"])", outcome.Input);
        Assert.AreEqual("6", outcome.Expected);
        Assert.AreEqual("5", outcome.Actual);
        Assert.AreEqual("- 6|+ 5", string.Join('|', outcome.Diff!));
    }

    [TestMethod]
    [DataRow("wallTimeLimit")]
    [DataRow("memoryLimit")]
    [DataRow("error")]
    public void A_run_that_was_stopped_or_crashed_is_a_verdict(string status)
    {
        var outcome = Judge.Verdict(s_output, hidden: false, new CheckedTest(status, "one\ntwo\n", "NameError", "no", 3));

        Assert.IsFalse(outcome.Passed);
        Assert.AreEqual(status, outcome.Status);
        Assert.AreEqual(3, outcome.ErrorLine);
    }

    [TestMethod]
    [DataRow("failed", "failed")]
    [DataRow("error", "failed")]
    [DataRow("cpuTimeLimit", "failed")]
    [DataRow("notRun", "failed")]
    [DataRow("passed", "passed")]
    public void A_hidden_test_shows_its_name_and_whether_it_passed_and_nothing_else(string status, string shown)
    {
        var outcome = Judge.Verdict(s_output, hidden: true, new CheckedTest(status, "'secret'", "Secret", "'secret'", 42, 42)).ForLearner();

        Assert.AreEqual(new TestOutcome("prints", true, status == "passed", null, null, null, null, shown, null, null, null, 0), outcome);
    }

    [TestMethod]
    public void What_an_error_says_is_cut_where_it_is_kept()
    {
        var outcome = Judge.Verdict(s_output, hidden: false, new CheckedTest("error", ErrorType: new string('E', 9_000), ErrorMessage: new string('m', 1_000_000)));

        Assert.AreEqual((StoredText.MaxTypeLength + 1, StoredText.MaxLength + 1), (outcome.ErrorType!.Length, outcome.ErrorMessage!.Length));
    }

    [TestMethod]
    public void A_difference_shows_what_is_missing_and_what_is_too_much()
        => Assert.AreEqual("  a|- b|+ x|  c|+ d", string.Join('|', LineDiff.Of("a\nb\nc\n", "a\nx\nc\nd\n")));

    [TestMethod]
    public async Task A_submission_is_one_call_of_the_sandbox_whatever_its_tests_are()
    {
        var sandbox = new StaticSandbox((_, test) => new CheckedTest(test.Kind == TestKind.Io ? "cpuTimeLimit" : "notRun", ErrorMessage: "Not run."));
        var ownFiles = s_output with { Name = "with a file", Files = new Dictionary<string, string> { ["own.txt"] = "1" } };

        var outcomes = await GradeAsync(sandbox, Suite([s_output, .. Enumerable.Repeat(s_call, 150), ownFiles, s_script]), "while True: pass");

        Assert.AreEqual((1, 153), (sandbox.Calls, sandbox.Tests));
        Assert.IsTrue(sandbox.Asked!.FirstDecides, "An endless loop in the first test is not run for the others.");
        Assert.AreEqual("own.txt", sandbox.Asked.Tests[151].Files!.Single().Name);
        Assert.IsNull(sandbox.Asked.Tests[0].Files);
        Assert.AreEqual("cpuTimeLimit notRun", string.Join(' ', outcomes.Take(2).Select(outcome => outcome.Status)));
    }

    [TestMethod]
    public async Task Tests_that_pass_count_when_others_fail()
    {
        var sandbox = new StaticSandbox((_, test) => new CheckedTest(test.Kind == TestKind.Call ? "failed" : "passed"));

        var outcomes = await GradeAsync(sandbox, Suite(s_output, s_call, s_script), "x = 1");

        CollectionAssert.AreEqual(new[] { true, false, true }, outcomes.Select(outcome => outcome.Passed).ToArray());
    }

    [TestMethod]
    public async Task What_scripts_share_stands_before_each_and_files_lie_beside()
    {
        var sandbox = new StaticSandbox(new CheckedTest("passed"));
        var suite = Suite(s_script) with { Preamble = "import main", Files = new Dictionary<string, string> { ["data.txt"] = "1" } };

        await GradeAsync(sandbox, suite, "x = 1");

        Assert.AreEqual("import main\nassert x == 1\n", sandbox.Asked!.Tests[0].Source);
        Assert.AreEqual("data.txt", sandbox.Asked.Files![0].Name);
    }

    [TestMethod]
    public async Task Scripts_that_need_it_get_the_submissions_file_name_and_more_time()
    {
        var sandbox = new StaticSandbox(new CheckedTest("passed"));

        await GradeAsync(sandbox, Suite(s_script) with { Entry = "shapes.py", CpuTimeMs = 20_000 }, "x = 1");

        Assert.AreEqual("shapes.py", sandbox.Asked!.Entry);
        Assert.AreEqual(20_000, sandbox.Asked.Limits!.CpuTimeMs);
    }

    [TestMethod]
    public async Task None_is_expected_by_how_python_writes_it()
    {
        var sandbox = new StaticSandbox(new CheckedTest("passed"));

        await GradeAsync(sandbox, Suite(s_call with { Returns = null }), "x = 1");

        Assert.AreEqual("None", sandbox.Asked!.Tests[0].ExpectedRepr);
    }

    [TestMethod]
    public async Task Predictions_of_the_course_are_graded_without_a_sandbox()
    {
        var grader = new Grader(new StaticSandbox((_, _) => throw new InvalidOperationException("Nothing is to be run.")));
        foreach (var exercise in Curriculum.Exercises.Where(exercise => exercise.Kind == ExerciseKind.PredictOutput))
        {
            Assert.IsTrue((await grader.GradeAsync(exercise, exercise.Solution, default)).Single().Passed, exercise.Slug);
            Assert.IsFalse((await grader.GradeAsync(exercise, exercise.Starter, default)).Single().Passed, exercise.Slug);
            foreach (var wrong in exercise.Wrong)
                Assert.IsFalse((await grader.GradeAsync(exercise, wrong.Code, default)).Single().Passed, $"{exercise.Slug}: {wrong.Why}");
        }
    }

    private static TestSuite Suite(params TestContent[] tests) => new() { Visible = tests };

    private Task<IReadOnlyList<TestOutcome>> GradeAsync(StaticSandbox sandbox, TestSuite suite, string code)
        => new Grader(sandbox).GradeAsync(Curriculum.Exercises.First(exercise => exercise.Kind == ExerciseKind.Function) with { Tests = suite }, code, TestContext.CancellationToken);
}
