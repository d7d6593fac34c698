using LearnFlow.DaprSidecar.Components;
using LearnFlow.DaprSidecar.PubSub;
using LearnFlow.DaprSidecar.Secrets;
using Microsoft.Extensions.Logging;
using YamlDotNet.Core;

namespace LearnFlow.DaprSidecar.Resources;

/// <summary>Reads Dapr's YAML resources from folders and files: Component, Subscription (v1alpha1, v2alpha1), and of Configuration the
/// secret scopes.</summary>
/// <remarks>Contract: docs.dapr.io/reference/resource-specs. Other kinds have no effect; scopes decide which app a resource is for.</remarks>
internal static class ResourceFolder
{
    /// <exception cref="InvalidOperationException">A file cannot be read; the sentence names it.</exception>
    public static SidecarResources Read(IReadOnlyList<string> paths, string appId, ILogger log)
    {
        var components = new List<Component>();
        var subscriptions = new List<Subscription>();
        var secretScopes = new Dictionary<string, SecretScope>(StringComparer.Ordinal);
        foreach (var file in paths.SelectMany(Files))
        {
            try
            {
                foreach (var resource in YamlResource.ReadAll(File.ReadAllText(file)))
                {
                    if (resource.Scopes.Count > 0 && !resource.Scopes.Contains(appId)) continue;
                    switch (resource.Kind)
                    {
                        case "Component": components.Add(ToComponent(resource)); break;
                        case "Subscription": subscriptions.Add(ToSubscription(resource)); break;
                        case "Configuration": AddScopes(resource, secretScopes); break;
                        default:
                            log.LogWarning("{Kind} '{Name}' has no effect: this sidecar does not serve what it sets", resource.Kind, resource.Name);
                            break;
                    }
                }
            }
            catch (Exception unreadable) when (unreadable is YamlException or FormatException or KeyNotFoundException or IOException)
            {
                throw new InvalidOperationException($"The Dapr resource file {file} cannot be read: {unreadable.Message}", unreadable);
            }
        }
        return new SidecarResources(components, subscriptions, secretScopes);
    }

    private static IEnumerable<string> Files(string path)
    {
        if (File.Exists(path)) return [path];
        if (!Directory.Exists(path)) throw new InvalidOperationException($"The Dapr resources path {path} does not exist.");
        return Directory.EnumerateFiles(path).Where(f => Path.GetExtension(f) is ".yaml" or ".yml").Order(StringComparer.Ordinal);
    }

    private static Component ToComponent(YamlResource resource)
    {
        var settings = resource.List("spec.metadata").ToLookup(item => item.Text("secretKeyRef.name") is not null);
        return new Component(resource.Name, resource.Text("spec.type") ?? "", settings[false].Select(Setting))
        {
            Version = resource.Text("spec.version") ?? "v1",
            IgnoreErrors = resource.Text("spec.ignoreErrors") == "true",
            Scopes = resource.Scopes,
            Secrets = [.. settings[true].Select(item => Secret(resource, item))],
        };
    }

    private static KeyValuePair<string, string> Setting(YamlResource item) =>
        KeyValuePair.Create(NameOf(item), item.Text("envRef") is { } variable ? Environment.GetEnvironmentVariable(variable) ?? "" : item.Text("value") ?? "");

    private static SecretReference Secret(YamlResource resource, YamlResource item)
    {
        var store = resource.Text("auth.secretStore")
            ?? throw new FormatException(
                $"metadata '{NameOf(item)}' is a secret, but 'auth.secretStore' names no store: name a secretstores component of the app");
        var secret = item.Text("secretKeyRef.name")!;
        return new SecretReference(NameOf(item), store, secret, item.Text("secretKeyRef.key") is { Length: > 0 } key ? key : secret);
    }

    private static string NameOf(YamlResource item) => item.Text("name") ?? throw new FormatException("a metadata item has no name");

    private static void AddScopes(YamlResource resource, Dictionary<string, SecretScope> scopes)
    {
        foreach (var scope in resource.List("spec.secrets.scopes"))
            scopes[scope.Text("storeName") ?? throw new FormatException("a secret scope has no storeName")] =
                new SecretScope(scope.Text("defaultAccess") ?? "", [.. scope.Texts("allowedSecrets")], [.. scope.Texts("deniedSecrets")]);
    }

    private static Subscription ToSubscription(YamlResource resource)
    {
        if (resource.List("spec.routes.rules").Any(rule => rule.Text("match") is { Length: > 0 }))
        {
            throw new FormatException($"of subscription '{resource.Name}', {Subscription.RulesRefused}");
        }
        return new Subscription(resource.Text("spec.pubsubname") ?? "", resource.Text("spec.topic") ?? "", resource.Text("spec.routes.default") ?? resource.Text("spec.route") ?? "")
        {
            Metadata = resource.Map("spec.metadata"),
            DeadLetterTopic = resource.Text("spec.deadLetterTopic"),
            Bulk = BulkSubscribe.Of(resource.Text("spec.bulkSubscribe.enabled") == "true",
                resource.Number("spec.bulkSubscribe.maxMessagesCount"), resource.Number("spec.bulkSubscribe.maxAwaitDurationMs")),
            Type = "DECLARATIVE",
        };
    }
}
