using System.Collections.Frozen;
using Microsoft.IdentityModel.Tokens;

namespace LearnFlow;

/// <summary>
/// The issuer's keys by their id, kept for a while. A key id that is not known asks again, because the issuer may have a
/// new key; but not more than once in <see cref="ShortestPause"/>, so that made-up key ids cost the issuer nothing.
/// </summary>
public sealed class SigningKeyCache(ISigningKeySource source, TimeProvider clock) : IDisposable
{
    /// <summary>A key that was withdrawn is trusted no longer than this.</summary>
    public static readonly TimeSpan Age = TimeSpan.FromMinutes(10);

    /// <summary>The least time between two questions to the issuer.</summary>
    public static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _one = new(1);
    private volatile Known _known = new(FrozenDictionary<string, JsonWebKey>.Empty, DateTimeOffset.MinValue);

    /// <summary>The key with the id <paramref name="keyId"/>; null when the issuer has none.</summary>
    /// <exception cref="HttpRequestException">The issuer does not answer.</exception>
    public async ValueTask<JsonWebKey?> FindAsync(string keyId, CancellationToken cancellation)
    {
        if (_known.Find(keyId, clock.GetUtcNow()) is { } key)
            return key;

        await _one.WaitAsync(cancellation);
        try
        {
            var now = clock.GetUtcNow();
            if (_known.Find(keyId, now) is { } readMeanwhile)
                return readMeanwhile;

            if (now - _known.At >= ShortestPause)
                _known = new Known((await source.ReadAsync(cancellation)).ToFrozenDictionary(key => key.KeyId), now);

            return _known.Find(keyId, now);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _one.Dispose();

    private sealed record Known(FrozenDictionary<string, JsonWebKey> Keys, DateTimeOffset At)
    {
        public JsonWebKey? Find(string keyId, DateTimeOffset now) => now - At < Age ? Keys.GetValueOrDefault(keyId) : null;
    }
}
