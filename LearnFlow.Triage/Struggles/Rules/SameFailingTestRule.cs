using LearnFlow.Triage.Attempts;

namespace LearnFlow.Triage.Struggles.Rules;

/// <summary><paramref name="count"/> submissions in a row fail the same test.</summary>
public sealed class SameFailingTestRule(int count) : StruggleRule
{
    /// <inheritdoc />
    public override string Name => "sameFailingTest";

    /// <inheritdoc />
    public override StruggleEvidence? Find(IReadOnlyList<Activity> past)
    {
        if (past[^1] is not Submission { FailingTest: { } test })
        {
            return null;
        }

        var submissions = past.OfType<Submission>().TakeLast(count).ToList();
        return submissions.Count == count && submissions.All(submission => submission.FailingTest == test)
            ? new($"{count} submissions in a row fail the same test: {test}.", submissions)
            : null;
    }

    /// <summary>A run that ends well says nothing about the test: only a submission that passes ends it.</summary>
    public override bool IsResolvedBy(Activity activity) => activity is Submission { Succeeded: true };
}
