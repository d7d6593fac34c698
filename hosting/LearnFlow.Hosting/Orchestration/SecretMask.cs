using System.Collections.Immutable;

namespace LearnFlow.Hosting.Orchestration;

/// <summary>Hides the values of secret parameters in what is shown.</summary>
internal sealed class SecretMask
{
    private const int ShortestSecret = 4; // "1" as a secret would hide half of every log.
    private ImmutableArray<string> _secrets = [];

    public void Add(string? secret)
    {
        if (secret is { Length: >= ShortestSecret })
            ImmutableInterlocked.Update(ref _secrets, list => list.Contains(secret) ? list : list.Add(secret));
    }

    public string Apply(string text)
    {
        foreach (var secret in _secrets)
            text = text.Replace(secret, "*****", StringComparison.Ordinal);
        return text;
    }
}
