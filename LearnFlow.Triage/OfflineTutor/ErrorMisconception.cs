using System.Text.RegularExpressions;

namespace LearnFlow.Triage.OfflineTutor;

/// <summary>A misconception that Python's own error message shows.</summary>
/// <param name="types">Exception classes, separated by '|'.</param>
/// <param name="message">What the message must match.</param>
public abstract class ErrorMisconception(string types, string message) : Misconception
{
    private readonly string[] _types = types.Split('|');
    private readonly Regex _message = new(message, RegexOptions.CultureInvariant);

    /// <inheritdoc />
    public sealed override Finding? Find(Evidence evidence) =>
        evidence.ErrorType is { } type && Array.IndexOf(_types, type) >= 0 && _message.Match(evidence.Message) is { Success: true } match
            ? Look(evidence, match)
            : null;

    /// <summary>Looks closer where the message fits.</summary>
    protected abstract Finding? Look(Evidence evidence, Match message);
}
