using Microsoft.IdentityModel.Tokens;

namespace LearnFlow;

/// <summary>Where the public keys come from that tokens are checked with.</summary>
public interface ISigningKeySource
{
    /// <summary>The keys that are valid now.</summary>
    /// <exception cref="HttpRequestException">They cannot be had at the moment.</exception>
    Task<IReadOnlyList<JsonWebKey>> ReadAsync(CancellationToken cancellation);
}
