using System.Collections.Immutable;
using LearnFlow.Triage.Attempts;
using LearnFlow.Triage.Struggles;

namespace LearnFlow.Tests.Triage.Struggles;

[TestClass]
public sealed class StruggleDetectionTests
{
    private static readonly StruggleRules Rules = new(new StruggleThresholds());

    [TestMethod]
    public void The_same_kind_of_error_three_times_in_a_row_is_a_struggle()
    {
        var struggle = Open(new Learner().Fails("ZeroDivisionError").Fails("ZeroDivisionError").Fails("ZeroDivisionError")).Single();

        Assert.AreEqual("sameError", struggle.Rule);
        Assert.AreEqual("sameError-a3", struggle.Id);
        Assert.AreEqual("a1 a2 a3", string.Join(' ', struggle.AttemptIds));
        Assert.AreEqual("3 attempts in a row ended the same way: ZeroDivisionError.", struggle.Reason);
    }

    [TestMethod]
    public void Twice_is_not_enough() =>
        Assert.IsEmpty(Open(new Learner().Fails("ZeroDivisionError").Fails("ZeroDivisionError")));

    [TestMethod]
    public void Different_errors_are_progress() =>
        Assert.IsEmpty(Open(new Learner().Fails("NameError").Fails("TypeError").Fails("NameError").Fails("ValueError")));

    [TestMethod]
    public void A_success_in_between_starts_the_count_again() =>
        Assert.IsEmpty(Open(new Learner().Fails("NameError").Fails("NameError").Runs().Fails("NameError")));

    [TestMethod]
    public void Programs_that_do_not_end_are_one_kind_of_failure()
    {
        var struggle = Open(new Learner().Runs("wallTimeLimit").Runs("wallTimeLimit").Runs("wallTimeLimit")).Single();

        Assert.Contains("did not come to an end", struggle.Reason);
    }

    [TestMethod]
    public void Runs_that_the_learner_stopped_are_not_failures() =>
        Assert.IsEmpty(Open(new Learner().Runs("cancelled").Runs("cancelled").Runs("cancelled")));

    [TestMethod]
    public void The_threshold_is_configuration()
    {
        var patient = new StruggleRules(new StruggleThresholds { SameError = 5, UnchangedReruns = 9 });

        Assert.IsEmpty(Open(Failing("NameError", 4), patient));
        Assert.HasCount(1, Open(Failing("NameError", 5), patient));
    }

    [TestMethod]
    public void More_of_the_same_is_still_one_struggle() =>
        Assert.AreEqual("sameError-a3", Open(Failing("NameError", 9)).Single().Id);

    [TestMethod]
    public void A_run_that_succeeds_resolves_it() =>
        Assert.IsEmpty(Open(Failing("NameError", 3).Runs()));

    [TestMethod]
    public void After_it_was_resolved_it_is_not_raised_again_during_the_cool_down()
    {
        var learner = Failing("NameError", 3).Runs();
        for (var again = 0; again < 3; again++)
        {
            learner.Fails("NameError", minutes: 0.2);
        }

        Assert.IsEmpty(Open(learner));
        Assert.AreEqual("sameError-a8", Open(learner.Fails("NameError", minutes: 5)).Single().Id);
    }

    [TestMethod]
    public void An_open_struggle_that_was_walked_away_from_is_over() =>
        Assert.IsEmpty(Open(Failing("NameError", 3).Fails("TypeError", minutes: 24 * 60)));

    [TestMethod]
    public void Work_on_another_exercise_neither_adds_to_nor_resolves_a_struggle()
    {
        var one = new Learner("one").Fails("NameError").Fails("NameError").Fails("NameError");
        var both = one.Did.Concat(new Learner("two").Runs().Fails("NameError").Did.Select(activity => activity with { Id = $"two-{activity.Id}" }));

        Assert.AreEqual("one", Open(both).Single().ExerciseId);
    }

    [TestMethod]
    public void The_same_failing_test_three_times_is_a_struggle_until_all_tests_pass()
    {
        var learner = new Learner("sum").Submits(1, 3, "empty list").Submits(2, 3, "empty list").Submits(1, 3, "empty list");

        Assert.AreEqual("sameFailingTest", Open(learner).Single().Rule);
        Assert.Contains("empty list", Open(learner).Single().Reason);
        Assert.HasCount(1, Open(learner.Runs()));
        Assert.IsEmpty(Open(learner.Submits(3, 3, null)));
    }

    [TestMethod]
    public void Submissions_that_pass_no_more_tests_are_no_progress()
    {
        var learner = new Learner("sum").Submits(2, 9, "a");
        foreach (var failing in new[] { "b", "a", "c", "b", "a" })
        {
            Assert.IsEmpty(Open(learner));
            learner.Submits(2, 9, failing);
        }

        var struggle = Open(learner).Single();
        Assert.AreEqual("noProgress", struggle.Rule);
        Assert.AreEqual("5 submissions in 5 minutes passed no more tests: still 2 of 9.", struggle.Reason);
    }

    [TestMethod]
    public void Three_submissions_over_a_quarter_of_an_hour_without_progress_are_enough() =>
        Assert.AreEqual("noProgress", Open(new Learner("sum")
            .Submits(2, 9, "a").Submits(2, 9, "b", minutes: 6).Submits(1, 9, "c", minutes: 6).Submits(2, 9, "d", minutes: 6)).Single().Rule);

    [TestMethod]
    public void One_more_test_each_time_is_progress()
    {
        var learner = new Learner("sum");
        for (var passed = 0; passed < 8; passed++)
        {
            learner.Submits(passed, 9, $"test {passed}", minutes: 9);
        }

        Assert.IsEmpty(Open(learner));
    }

    [TestMethod]
    public void The_same_program_again_and_again_is_a_struggle()
    {
        var learner = new Learner("x")
            .Fails("A", "print(1)", 0.1).Fails("B", "print(1)", 0.1).Fails("A", "print(1)", 0.1).Fails("B", "print(1)  \n\n", 0.1);

        Assert.AreEqual("unchangedReruns", Open(learner).Single().Rule);
    }

    [TestMethod]
    public void Edits_that_grow_without_effect_are_a_struggle()
    {
        var patient = new StruggleRules(new StruggleThresholds { SameError = 20 });
        var learner = new Learner();
        for (int edit = 0, lines = 1; edit < 5; edit++, lines += edit)
        {
            learner.Fails("TypeError", string.Join('\n', Enumerable.Range(0, lines).Select(line => $"x = {line}")));
        }

        Assert.AreEqual("growingEdits", Open(learner, patient).Single().Rule);
    }

    [TestMethod]
    public void Throwing_most_of_a_failing_program_away_is_a_struggle()
    {
        var program = string.Join('\n', Enumerable.Range(0, 12).Select(line => $"x{line} = {line}"));

        Assert.AreEqual("codeThrownAway", Open(new Learner().Fails("TypeError", program).Fails("NameError", "x")).Single().Rule);
        Assert.IsEmpty(Open(new Learner().Fails("TypeError", program).Runs(code: "x")));
    }

    [TestMethod]
    public void Many_requests_for_help_are_a_struggle_unless_something_worked()
    {
        Assert.AreEqual("manyHelpRequests", Open(new Learner().AsksForHelp().AsksForHelp().Fails("A").AsksForHelp().AsksForHelp()).Single().Rule);
        Assert.IsEmpty(Open(new Learner().AsksForHelp().AsksForHelp().Runs().AsksForHelp().AsksForHelp()));
        Assert.IsEmpty(Open(new Learner().AsksForHelp().AsksForHelp().AsksForHelp().AsksForHelp(minutes: 30)));
    }

    [TestMethod]
    public void A_long_pause_between_two_failures_is_a_struggle()
    {
        Assert.AreEqual("longPause", Open(new Learner().Fails("A").Fails("B", minutes: 12)).Single().Rule);
        Assert.IsEmpty(Open(new Learner().Fails("A").Runs(minutes: 12)));
        Assert.IsEmpty(Open(new Learner().Fails("A").Fails("B", minutes: 300)), "That was a break.");
    }

    [TestMethod]
    public void Three_wrong_answers_about_one_concept_are_a_struggle_until_one_is_right()
    {
        var learner = new Learner().Answers(false).Answers(false, "lists").Answers(false).Answers(false);

        Assert.AreEqual("3 wrong answers in a row about loops.", Open(learner).Single().Reason);
        Assert.IsEmpty(Open(learner.Answers(true)));
    }

    private static Learner Failing(string error, int times)
    {
        var learner = new Learner();
        for (var time = 0; time < times; time++)
        {
            learner.Fails(error);
        }

        return learner;
    }

    private static ImmutableList<Struggle> Open(Learner learner, StruggleRules? rules = null) => Open(learner.Did, rules);

    private static ImmutableList<Struggle> Open(IEnumerable<Activity> activities, StruggleRules? rules = null) =>
        activities.Aggregate(LearnerWindow.Empty("ada"), (window, activity) => window.Add(activity, rules ?? Rules)).Open;
}
