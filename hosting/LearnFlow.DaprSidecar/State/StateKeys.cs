using LearnFlow.DaprSidecar.Errors;

namespace LearnFlow.DaprSidecar.State;

/// <summary>How keys of apps become keys of the store: <c>{prefix}||{key}</c>.</summary>
/// <remarks>Contract: dapr/dapr pkg/components/state/state_config.go; component metadata <c>keyPrefix</c>: appid (default), name,
/// namespace, none, or any text.</remarks>
internal sealed class StateKeys(string store, string appId, string? keyPrefix)
{
    private const string Separator = "||";

    private readonly string? _prefix = (keyPrefix ?? "appid").ToUpperInvariant() switch
    {
        "NONE" => null,
        "NAME" => store,
        "APPID" => appId,
        "NAMESPACE" => Environment.GetEnvironmentVariable("NAMESPACE") is { Length: > 0 } ns ? $"{ns}.{appId}" : appId,
        // Dapr lower-cases the strategy, and a literal prefix with it.
        _ => keyPrefix!.ToLowerInvariant(),
    };

    /// <exception cref="DaprApiException">The key contains <c>||</c>.</exception>
    public string Full(string key)
    {
        if (key.Contains(Separator, StringComparison.Ordinal)) throw StateErrors.IllegalKey(store, key);
        return string.IsNullOrEmpty(_prefix) ? key : _prefix + Separator + key;
    }

    public static string Original(string fullKey)
    {
        var at = fullKey.IndexOf(Separator, StringComparison.Ordinal);
        return at < 0 ? fullKey : fullKey[(at + Separator.Length)..];
    }
}
