using System.Text.Json.Nodes;
using LearnFlow.Exercises.Content;
using LearnFlow.Exercises.Grading;

namespace LearnFlow.Tests.Exercises;

[TestClass]
public sealed class GradingTests
{
    private const string Mark = "MARK";

    private static readonly TestContent s_output = new() { Name = "prints", Stdin = "4\n", Output = "one\ntwo\n" };

    private static readonly TestContent s_call = new()
    {
        Name = "calls",
        Call = "area",
        Args = [2, JsonNode.Parse("[true, null, \"it's\"]")],
        Returns = JsonNode.Parse("6"),
    };

    private static readonly TestContent s_script = new() { Name = "asserts", Script = "assert x == 1" };

    [TestMethod]
    [DataRow("one\ntwo\n", true)]
    [DataRow("one  \r\ntwo\n\n", true, DisplayName = "white space at the ends does not count")]
    [DataRow("one\n two\n", false, DisplayName = "white space at the start of a line does")]
    [DataRow("one\n", false)]
    [DataRow("", false)]
    public void An_output_is_compared_line_by_line(string output, bool passes)
        => Assert.AreEqual(passes, Judge.Verdict("", s_output, hidden: false, Mark, new SandboxRunResult("ok", output, 1)).Passed);

    [TestMethod]
    public void The_right_output_of_a_program_that_then_fails_does_not_pass()
        => Assert.IsFalse(Judge.Verdict("", s_output, hidden: false, Mark, new SandboxRunResult("error", "one\ntwo\n", 1)).Passed);

    [TestMethod]
    [DataRow("6", "6", true)]
    [DataRow("6", "6.0", true, DisplayName = "a whole number equals the float of its value")]
    [DataRow("0.3", "0.30000000000000004", true)]
    [DataRow("1", "true", false, DisplayName = "True is no 1")]
    [DataRow("9007199254740993", "9007199254740992", false, DisplayName = "big integers are compared exactly")]
    [DataRow("\"6\"", "6", false)]
    [DataRow("[1,[2]]", "[1, [2]]", true)]
    [DataRow("[1,2]", "[2,1]", false)]
    [DataRow("{\"a\":1,\"b\":[]}", "{\"b\": [], \"a\": 1}", true)]
    [DataRow("{\"a\":1}", "{\"a\":1,\"b\":2}", false)]
    [DataRow("null", "null", true)]
    [DataRow("null", "0", false)]
    [DataRow("1", "NaN", false)]
    public void A_value_is_compared_as_in_python(string expected, string actual, bool passes)
    {
        var test = s_call with { Returns = JsonNode.Parse(expected) };
        var run = new SandboxRunResult("ok", $"printed by the learner\n\n{Mark}{actual}\n", 1);
        Assert.AreEqual(passes, Judge.Verdict("", test, hidden: false, Mark, run).Passed);
    }

    [TestMethod]
    public void A_value_without_the_mark_is_not_taken()
        => Assert.IsFalse(Judge.Verdict("", s_call, hidden: false, Mark, new SandboxRunResult("ok", "6\n", 1)).Passed);

    [TestMethod]
    public void A_script_passes_only_when_it_came_to_its_end()
    {
        Assert.IsTrue(Judge.Verdict("", s_script, hidden: false, Mark, new SandboxRunResult("ok", $"\n{Mark}\n", 1)).Passed);
        Assert.IsFalse(Judge.Verdict("", s_script, hidden: false, Mark, new SandboxRunResult("ok", "left early\n", 1)).Passed);
    }

    [TestMethod]
    public void The_expected_value_does_not_enter_the_program()
    {
        var program = TestProgram.For("def area(a, b): pass", s_call with { Returns = "a secret value" }, Mark);
        Assert.DoesNotContain("a secret value", program.Code);
        StringAssert.StartsWith(program.Code, "def area(a, b): pass\n");
    }

    [TestMethod]
    public void A_call_is_described_in_python()
        => Assert.AreEqual("area(2, [True, None, \"it's\"])", TestProgram.Describe(s_call));

    [TestMethod]
    public void A_line_of_the_tests_own_is_not_shown_as_the_learners()
    {
        var run = new SandboxRunResult("error", "", 1, "AssertionError", "no", ErrorLine: 4);
        Assert.IsNull(Judge.Verdict("x = 2\n", s_script, hidden: false, Mark, run).ErrorLine);
        Assert.AreEqual(1, Judge.Verdict("x = 2\n", s_script, hidden: false, Mark, run with { ErrorLine = 1 }).ErrorLine);
    }

    [TestMethod]
    public void A_hidden_test_shows_what_failed_and_none_of_its_data()
    {
        var outcome = Judge.Verdict("", s_output, hidden: true, Mark, new SandboxRunResult("ok", "three\n", 7)).ForLearner();
        Assert.AreEqual("prints", outcome.Name);
        Assert.IsFalse(outcome.Passed);
        Assert.IsNull(outcome.Input);
        Assert.IsNull(outcome.Expected);
        Assert.IsNull(outcome.Actual);
        Assert.IsNull(outcome.Diff);
    }

    [TestMethod]
    public void A_difference_shows_what_is_missing_and_what_is_too_much()
        => Assert.AreEqual("  a|- b|+ x|  c|+ d", string.Join('|', LineDiff.Of("a\nb\nc\n", "a\nx\nc\nd\n")));

    [TestMethod]
    public async Task Predictions_of_the_course_are_graded_without_a_sandbox()
    {
        var grader = new Grader(new NoSandbox());
        foreach (var exercise in Curriculum.Exercises.Where(exercise => exercise.Kind == ExerciseKind.PredictOutput))
        {
            Assert.IsTrue((await grader.GradeAsync(exercise, exercise.Solution, default)).Single().Passed, exercise.Slug);
            Assert.IsFalse((await grader.GradeAsync(exercise, exercise.Starter, default)).Single().Passed, exercise.Slug);
            foreach (var wrong in exercise.Wrong)
                Assert.IsFalse((await grader.GradeAsync(exercise, wrong.Code, default)).Single().Passed, $"{exercise.Slug}: {wrong.Why}");
        }
    }

    private sealed class NoSandbox : ISandbox
    {
        public Task<SandboxRunResult> RunAsync(SandboxRunRequest request, CancellationToken cancellation)
            => throw new InvalidOperationException("Nothing is to be run.");
    }
}
