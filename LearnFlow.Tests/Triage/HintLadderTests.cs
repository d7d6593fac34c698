using LearnFlow.Triage.OfflineTutor;
using LearnFlow.Triage.OfflineTutor.Python;

namespace LearnFlow.Tests.Triage;

[TestClass]
public sealed class HintLadderTests
{
    private static readonly Evidence DivisionByZero =
        new(PythonSource.Read("people = 0\nprint(10 / people)"), "error", "ZeroDivisionError", "division by zero", 2);

    [TestMethod]
    public void The_first_level_orients_and_does_not_say_where() =>
        Assert.DoesNotContain("line 2", Hint(1), StringComparison.OrdinalIgnoreCase);

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    public void Every_level_starts_with_what_happened(int level) =>
        Assert.StartsWith("The program started and then stopped with `ZeroDivisionError: division by zero`.", Hint(level));

    [TestMethod]
    public void The_second_level_locates() => Assert.Contains("\n\nLook at line 2: `print(10 / people)`", Hint(2));

    [TestMethod]
    public void The_third_level_shows_the_idea_on_other_data() => Assert.Contains("```python", Hint(3));

    [TestMethod]
    public void Each_request_goes_one_level_deeper_to_the_third()
    {
        var learner = new Learner().Fails("NameError");
        Assert.AreEqual(1, NextLevel(learner));
        Assert.AreEqual(2, NextLevel(learner.AsksForHelp()));
        Assert.AreEqual(3, NextLevel(learner.AsksForHelp().Fails("NameError")), "It is still the same trouble.");
        Assert.AreEqual(3, NextLevel(learner.AsksForHelp().AsksForHelp()));
    }

    [TestMethod]
    public void Another_trouble_starts_at_the_first_level_again()
    {
        Assert.AreEqual(1, NextLevel(new Learner().Fails("NameError").AsksForHelp().AsksForHelp().Fails("TypeError")));
        Assert.AreEqual(1, NextLevel(new Learner().Fails("NameError").AsksForHelp().Runs().Fails("NameError")));
    }

    [TestMethod]
    public void A_program_without_any_evidence_gets_general_advice()
    {
        var nothing = new Evidence(PythonSource.Read(""), null);

        Assert.AreEqual(HelpKind.Design, Diagnosis.Of(nothing).Kind);
        Assert.IsGreaterThan(1, HintLadder.Compose(Diagnosis.Of(nothing), nothing, 1).Count);
    }

    private static int NextLevel(Learner learner) => HintLadder.NextLevel(learner.Did, learner.Did[0].Scope);

    private static string Hint(int level) => string.Join("\n\n", HintLadder.Compose(Diagnosis.Of(DivisionByZero), DivisionByZero, level));
}
