using LearnFlow.Exercises.Grading;

namespace LearnFlow.Tests.Exercises;

/// <summary>Answers every test as it is told and counts the tests; runs nothing.</summary>
internal sealed class StaticSandbox(Func<CheckQuestion, CheckedBy, CheckedTest> answer) : ISandbox
{
    private int _tests, _calls;

    public StaticSandbox(CheckedTest answer) : this((_, _) => answer)
    {
    }

    /// <summary>How many tests were asked for.</summary>
    public int Tests => _tests;

    /// <summary>How often it was asked.</summary>
    public int Calls => _calls;

    /// <summary>What was asked last.</summary>
    public CheckQuestion? Asked { get; private set; }

    /// <summary>Takes code that has the word “right” in it for right.</summary>
    public static StaticSandbox ByWord { get; } = new((question, _) =>
        new CheckedTest(question.Code.Contains("right", StringComparison.Ordinal) ? TestOutcome.PassedStatus : "failed"));

    public Task<CheckAnswer> CheckAsync(CheckQuestion question, CancellationToken cancellation, string? learner = null)
    {
        Asked = question;
        Interlocked.Increment(ref _calls);
        Interlocked.Add(ref _tests, question.Tests.Count);
        return Task.FromResult(new CheckAnswer([.. question.Tests.Select(test => answer(question, test))]));
    }

    public Task<RunAnswer> RunAsync(RunQuestion question, CancellationToken cancellation)
        => throw new InvalidOperationException("Nothing is to be run.");
}
