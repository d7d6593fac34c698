namespace LearnFlow.Bench.Suites.Class;

/// <summary>
/// How long a learner thinks between two actions: a negative exponential distribution with a mean of 7 s, cut at ten times the
/// mean. It is the think time of TPC-W (TPC Benchmark W, specification 1.8, clause 5.3.1.1). Learners who program think longer
/// (Jadud, "Methods and tools for exploring novice compilation behaviour", ICER 2006: most compile again after more than 10 s),
/// so this load is that of a class about twice as large.
/// </summary>
/// <param name="seed">Makes a learner's times the same in every run.</param>
internal sealed class ThinkTime(int seed)
{
    private static readonly TimeSpan s_mean = TimeSpan.FromSeconds(7), s_longest = TimeSpan.FromSeconds(70);

    private readonly Random _random = new(seed);

    /// <summary>The next pause.</summary>
    public TimeSpan Next()
    {
        var pause = -Math.Log(1 - _random.NextDouble()) * s_mean;
        return pause < s_longest ? pause : s_longest;
    }

    /// <summary>Some part of a time span, every part as likely.</summary>
    public TimeSpan Within(TimeSpan span) => _random.NextDouble() * span;
}
