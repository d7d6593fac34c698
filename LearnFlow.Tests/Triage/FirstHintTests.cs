using LearnFlow.Triage.Attempts;
using LearnFlow.Triage.OfflineTutor;
using LearnFlow.Triage.Struggles;

namespace LearnFlow.Tests.Triage;

[TestClass]
public sealed class FirstHintTests
{
    private const string Program = "total = 10\ncount = 0\nprint(total / count)";

    [TestMethod]
    public void An_alert_carries_the_first_hint_about_the_last_attempt_and_its_line()
    {
        var rules = new StruggleRules(new StruggleThresholds());
        var learner = new Learner();
        for (var again = 0; again < 3; again++)
        {
            learner.Fails("ZeroDivisionError", Program + new string('\n', again), line: 3);
        }

        var before = learner.Did.SkipLast(1).Aggregate(LearnerWindow.Empty("ada"), (window, activity) => window.Add(activity, rules));
        var alert = StruggleChanges.Between(before, before.Add(learner.Did[^1], rules), learner.Did[^1].At).Detected.Single();

        Assert.AreEqual(3, alert.Line);
        Assert.StartsWith("The program started and then stopped with `ZeroDivisionError`.", alert.Hint!);
        Assert.EndsWith("?", alert.Hint!);
    }

    [TestMethod]
    public void Of_two_exercises_the_one_that_is_asked_about_counts()
    {
        List<Activity> did = [.. new Learner("sum").Fails("NameError", "print(totl)", line: 1).Did, .. new Learner("max").Fails("ZeroDivisionError", Program, line: 3).Did];

        Assert.AreEqual(1, FirstHint.On(did, "exercise:sum")!.Line);
        Assert.AreEqual(3, FirstHint.On(did, "exercise:max")!.Line);
    }

    [TestMethod]
    public void There_is_none_after_a_success_or_without_an_attempt()
    {
        Assert.IsNull(FirstHint.On(new Learner().Fails("NameError").Runs().Did, "practice"));
        Assert.IsNull(FirstHint.On(new Learner().Answers(false).Did, "concept:loops"));
    }
}
