using System.Security.Cryptography;
using System.Text;
using LearnFlow.Sandbox.Worker;

namespace LearnFlow.Sandbox.Interactive;

/// <summary>Takes the output of a replay and lets through what the learner has not seen.</summary>
internal sealed class ReplayedOutput(ReplaySession? session)
{
    private readonly StringBuilder _all = new();
    private readonly int _shown = session?.ShownCharacters ?? 0;

    /// <summary>The part of <paramref name="text"/> that is new; null when all of it was seen.</summary>
    public OutputText? Pass(OutputText text)
    {
        var seen = Math.Clamp(_shown - _all.Length, 0, text.Text.Length);
        _all.Append(text.Text);
        return seen == text.Text.Length ? null : text with { Text = text.Text[seen..] };
    }

    /// <summary>True when the replay did not repeat what was shown: the program depends on something that changes.</summary>
    public bool Diverged => _shown > 0 && (_all.Length < _shown || Hash(_shown) != session!.ShownHash);

    /// <summary>The session to go on with.</summary>
    public ReplaySession? Next() => session is null ? null : session with { ShownCharacters = _all.Length, ShownHash = Hash(_all.Length) };

    private string Hash(int length) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(_all.ToString(0, length))));
}
