using System.Globalization;

namespace LearnFlow.DaprSidecar.State;

/// <summary>A stored value.</summary>
/// <param name="Data">The bytes, usually JSON.</param>
/// <param name="ETag">The version; opaque to apps.</param>
/// <param name="ExpiresAt">When the value goes away, or null.</param>
public sealed record StateValue(byte[] Data, string ETag, DateTimeOffset? ExpiresAt)
{
    /// <summary>Metadata of an answer: <c>ttlExpireTime</c> in RFC 3339 when the value expires.</summary>
    public IEnumerable<KeyValuePair<string, string>> Metadata =>
        ExpiresAt is { } at ? [new("ttlExpireTime", at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture))] : [];
}
