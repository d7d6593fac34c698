using System.Text.Json;
using LearnFlow.Triage.Attempts;
using LearnFlow.Triage.Struggles;

namespace LearnFlow.Tests.Triage;

[TestClass]
public sealed class LearnerWindowTests
{
    private static readonly StruggleRules Rules = new(new StruggleThresholds());

    public static IEnumerable<object[]> Seeds => Enumerable.Range(1, 40).Select(seed => new object[] { seed });

    [TestMethod]
    [DynamicData(nameof(Seeds))]
    public void The_order_in_which_activities_arrive_does_not_change_the_result(int seed)
    {
        var activities = RandomLearning.Of(seed, 200);

        var shuffled = Window(RandomLearning.Shuffled(activities, seed, distance: LearnerWindow.Replayable - 1));

        AssertSame(Window(activities), shuffled);
    }

    [TestMethod]
    [DynamicData(nameof(Seeds))]
    public void Activities_that_arrive_twice_do_not_change_the_result(int seed)
    {
        var activities = RandomLearning.Of(seed, 120);
        var twice = RandomLearning.Shuffled([.. activities.SelectMany(activity => new[] { activity, activity })], seed, distance: 20);

        AssertSame(Window(activities), Window(twice));
    }

    [TestMethod]
    [DynamicData(nameof(Seeds))]
    public void A_window_that_went_through_the_store_goes_on_as_before(int seed)
    {
        var activities = RandomLearning.Of(seed, 90);

        var stored = activities.Aggregate(LearnerWindow.Empty("ada"), (window, activity) =>
            JsonSerializer.Deserialize<LearnerWindow>(JsonSerializer.Serialize(window.Add(activity, Rules), JsonConventions.Options), JsonConventions.Options)!);

        AssertSame(Window(activities), stored);
    }

    [TestMethod]
    [DynamicData(nameof(Seeds))]
    public void A_window_that_an_earlier_version_stored_goes_on_as_before(int seed)
    {
        var activities = RandomLearning.Of(seed, 90);
        var stored = JsonSerializer.SerializeToNode(Window(activities[..60]), JsonConventions.Options)!.AsObject();
        Assert.IsTrue(stored.Remove("cooling"), "Earlier versions had none.");

        var later = activities[60..].Aggregate(stored.Deserialize<LearnerWindow>(JsonConventions.Options)!, (window, activity) => window.Add(activity, Rules));

        AssertSame(Window(activities), later);
    }

    [TestMethod]
    public void Random_learning_has_struggles_to_be_found() // else the properties above would say little
    {
        var rules = Seeds.SelectMany(seed => Window(RandomLearning.Of((int)seed[0], 200)).Open).Select(open => open.Rule).Distinct();

        Assert.IsGreaterThanOrEqualTo(3, rules.Count());
    }

    [TestMethod]
    public void Attempts_are_counted_exactly_however_many_there_are()
    {
        var learner = new Learner();
        for (var run = 0; run < 1000; run++)
        {
            learner.Runs().AsksForHelp();
        }

        Assert.AreEqual(1000, Window(learner.Did).AttemptCount);
    }

    [TestMethod]
    public void The_window_stays_small()
    {
        var program = new string('x', 4000);
        var learner = new Learner();
        for (var run = 0; run < 600; run++)
        {
            learner.Runs(code: program);
        }

        var bytes = JsonSerializer.SerializeToUtf8Bytes(Window(learner.Did), JsonConventions.Options).Length;

        Assert.IsLessThan(80_000, bytes);
    }

    private static LearnerWindow Window(IEnumerable<Activity> activities) =>
        activities.Aggregate(LearnerWindow.Empty("ada"), (window, activity) => window.Add(activity, Rules));

    /// <summary>Equal but for the order in which ids were seen.</summary>
    private static void AssertSame(LearnerWindow expected, LearnerWindow actual) =>
        Assert.AreEqual(Json(expected), Json(actual));

    private static string Json(LearnerWindow window) =>
        JsonSerializer.Serialize(window with { Seen = SeenIds.None }, JsonConventions.Options);
}
