using System.Collections;
using LearnFlow.DaprSidecar.Components;

namespace LearnFlow.DaprSidecar.Secrets;

/// <summary>secretstores.local.env: environment variables of the host; Dapr's own tokens stay hidden.</summary>
internal sealed class EnvironmentSecretStore(ComponentMetadata metadata) : ISecretStore
{
    private readonly string _prefix = metadata["prefix"] ?? "";

    public IReadOnlyDictionary<string, string> Get(string name) =>
        new Dictionary<string, string> { [name] = IsAllowed(_prefix + name) ? Environment.GetEnvironmentVariable(_prefix + name) ?? "" : "" };

    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> GetAll() =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Select(e => ((string)e.Key, (string?)e.Value ?? ""))
            .Where(e => IsAllowed(e.Item1) && e.Item1.StartsWith(_prefix, StringComparison.Ordinal))
            .ToDictionary(e => e.Item1[_prefix.Length..],
                e => (IReadOnlyDictionary<string, string>)new Dictionary<string, string> { [e.Item1[_prefix.Length..]] = e.Item2 });

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static bool IsAllowed(string variable) => variable is not ("DAPR_API_TOKEN" or "APP_API_TOKEN");
}
