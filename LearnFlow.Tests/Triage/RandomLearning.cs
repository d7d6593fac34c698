using LearnFlow.Triage.Attempts;

namespace LearnFlow.Tests.Triage;

/// <summary>Random but repeatable learning: the seed is in the test's name, so that a failure can be run again.</summary>
internal static class RandomLearning
{
    private static readonly string[] Errors = ["NameError", "TypeError", "IndexError"];
    private static readonly string?[] Exercises = [null, "sum", "max"];

    public static List<Activity> Of(int seed, int count)
    {
        var random = new Random(seed);
        var at = new DateTimeOffset(2026, 1, 1, 9, 0, 0, TimeSpan.Zero);
        var activities = new List<Activity>();
        for (var index = 0; index < count; index++)
        {
            at += TimeSpan.FromSeconds(random.Next(0, 90)); // several at the same time, too
            activities.Add(Any(random, $"e{index}", at));
        }

        return activities;
    }

    private static Activity Any(Random random, string id, DateTimeOffset at)
    {
        var exercise = Exercises[random.Next(Exercises.Length)];
        var code = string.Join('\n', Enumerable.Range(0, random.Next(1, 20)).Select(line => $"x = {line + random.Next(2)}"));
        var error = Errors[random.Next(Errors.Length)];
        return random.Next(10) switch
        {
            0 => new HelpRequest(id, at, exercise, 1),
            1 => new QuizAnswer(id, at, "loops", random.Next(3) == 0),
            2 or 3 => new Submission(id, at, exercise ?? "sum", CodeFingerprint.Of(code), code, null, null, null, random.Next(4), 3, "t"),
            4 => new Run(id, at, exercise, CodeFingerprint.Of(code), code, null, null, null, "ok"),
            5 => new Run(id, at, exercise, CodeFingerprint.Of(code), code, null, null, null, "wallTimeLimit"),
            _ => new Run(id, at, exercise, CodeFingerprint.Of(code), code, error, null, null, "error"),
        };
    }

    /// <summary>The same activities, each at most <paramref name="distance"/> places away from where it was.</summary>
    public static List<T> Shuffled<T>(IReadOnlyList<T> items, int seed, int distance)
    {
        var random = new Random(seed);
        return [.. items.Select((item, index) => (item, Place: index + random.Next(distance))).OrderBy(pair => pair.Place).Select(pair => pair.item)];
    }
}
