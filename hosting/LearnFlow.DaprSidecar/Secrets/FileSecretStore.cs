using System.Text.Json;
using LearnFlow.DaprSidecar.Components;

namespace LearnFlow.DaprSidecar.Secrets;

/// <summary>secretstores.local.file: a JSON file; nested names are joined by <c>nestedSeparator</c> (a colon), unless <c>multiValued</c>.</summary>
/// <remarks>Contract: components-contrib secretstores/local/file. The file is read when the component opens.</remarks>
internal sealed class FileSecretStore(IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> secrets) : ISecretStore
{
    public static FileSecretStore Open(ComponentMetadata metadata)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(metadata.Required("secretsFile")));
        var separator = metadata["nestedSeparator"] ?? ":";
        var secrets = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);
        if (metadata.Flag("multiValued"))
        {
            foreach (var secret in json.RootElement.EnumerateObject())
                secrets[secret.Name] = secret.Value.ValueKind == JsonValueKind.Object
                    ? secret.Value.EnumerateObject().SelectMany(p => Flatten(p.Name, p.Value, separator)).ToDictionary()
                    : Flatten(secret.Name, secret.Value, separator).ToDictionary();
        }
        else
        {
            foreach (var (name, value) in json.RootElement.EnumerateObject().SelectMany(p => Flatten(p.Name, p.Value, separator)))
                secrets[name] = new Dictionary<string, string> { [name] = value };
        }
        return new FileSecretStore(secrets);
    }

    public IReadOnlyDictionary<string, string> Get(string name) =>
        secrets.GetValueOrDefault(name) ?? throw new KeyNotFoundException($"secret {name} not found");

    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> GetAll() => secrets;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static IEnumerable<KeyValuePair<string, string>> Flatten(string name, JsonElement value, string separator) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(p => Flatten(name + separator + p.Name, p.Value, separator)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany((v, i) => Flatten(name + separator + i, v, separator)),
        _ => [KeyValuePair.Create(name, value.ToString())],
    };
}
