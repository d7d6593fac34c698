using LearnFlow.Triage.Attempts;

namespace LearnFlow.Triage.Struggles.Rules;

/// <summary>
/// The same kind of error <paramref name="count"/> times in a row: repeated errors are the strongest sign of trouble in
/// logs of novices (Jadud, "Methods and Tools for Exploring Novice Compilation Behaviour", 2006).
/// </summary>
public sealed class SameErrorRule(int count) : StruggleRule
{
    /// <inheritdoc />
    public override string Name => "sameError";

    /// <inheritdoc />
    public override StruggleEvidence? Find(IReadOnlyList<Activity> past)
    {
        var attempts = LatestAttempts(past, count);
        return attempts?[^1].Failure is { } failure && attempts.All(attempt => IsError(attempt) && attempt.Failure == failure)
            ? new($"{count} attempts in a row ended the same way: {InWords(failure)}.", attempts)
            : null;
    }

    /// <summary>A submission that fails a test without an error is another rule's business.</summary>
    private static bool IsError(Attempt attempt) => attempt is Run || attempt.ErrorType is not null;

    private static string InWords(string failure) => failure switch
    {
        "wallTimeLimit" or "cpuTimeLimit" => "the program did not come to an end",
        "memoryLimit" => "the program used too much memory",
        "outputLimit" => "the program printed without end",
        "fileLimit" => "the program wrote too much to files",
        "recursionLimit" => "a function called itself without end",
        "waitingForInput" => "the program waited for input that did not come",
        "error" => "with an error",
        _ => failure,
    };
}
