using System.Text.Json.Nodes;
using LearnFlow.Hosting.Kubernetes.Kustomize;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.Serialization;

namespace LearnFlow.Tests.Kubernetes;

/// <summary>The objects of an overlay, as an API server would get them.</summary>
internal sealed class Manifests
{
    private Manifests(IReadOnlyList<JsonObject> objects) => All = objects;

    /// <summary>LearnFlow's deploy/.</summary>
    public static string Deploy { get; } = Path.Combine(Repository.Root, "deploy");

    /// <summary>All objects.</summary>
    public IReadOnlyList<JsonObject> All { get; }

    /// <summary>Puts an overlay of LearnFlow together, with the examples as its Secrets, and perhaps further components.</summary>
    public static Task<Manifests> OfAsync(string overlay, params string[] components) => InAsync(Deploy, overlay, components);

    /// <summary>The same for any output.</summary>
    public static async Task<Manifests> InAsync(string deploy, string overlay, params string[] components)
    {
        var copy = Directory.CreateTempSubdirectory("learnflow-deploy-").FullName;
        try
        {
            foreach (var file in Directory.EnumerateFiles(deploy, "*", SearchOption.AllDirectories))
            {
                var target = Path.Combine(copy, Path.GetRelativePath(deploy, file).Replace("secrets.example", "secrets", StringComparison.Ordinal));
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(file, target, overwrite: true);
            }
            var folder = Path.Combine(copy, "overlays", overlay);
            if (components.Length > 0)
            {
                folder = Directory.CreateDirectory(Path.Combine(copy, "overlays", "more")).FullName;
                await File.WriteAllTextAsync(Path.Combine(folder, "kustomization.yaml"), OutputTree.Yaml(Kustomization.Folder() with
                {
                    Resources = [$"../{overlay}"],
                    Components = [.. components.Select(name => $"../../components/{name}")],
                }));
            }
            var objects = Parse(await Kubectl.KustomizeAsync(folder));
            // Kustomize breaks long base64 into lines, which the API server reads over.
            foreach (var data in objects.Where(o => o.Kind() == "Secret").Select(o => o["data"]!.AsObject()))
                foreach (var (key, value) in data.ToList())
                    data[key] = value!.GetValue<string>().ReplaceLineEndings("");
            return new(objects);
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    /// <summary>The objects of one kind.</summary>
    public IEnumerable<JsonObject> Kind(params string[] kinds) => All.Where(o => kinds.Contains(o.Kind()));

    /// <summary>Whether there is an object.</summary>
    public bool Has(string kind, string? name) => Kind(kind).Any(o => o.Name() == name);

    /// <summary>What runs pods.</summary>
    public IEnumerable<Pods> Pods => Kind("Deployment", "StatefulSet", "Job").Select(o => new Pods(o));

    /// <summary>The documents of a YAML text.</summary>
    public static IReadOnlyList<JsonObject> Parse(string yaml)
    {
        var reader = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build();
        var writer = new SerializerBuilder().JsonCompatible().Build();
        var parser = new Parser(new StringReader(yaml));
        parser.Consume<StreamStart>();
        var objects = new List<JsonObject>();
        while (parser.Accept<DocumentStart>(out _))
        {
            if (reader.Deserialize(parser) is { } value)
                objects.Add(JsonNode.Parse(writer.Serialize(value))!.AsObject());
        }
        return objects;
    }
}

/// <summary>A Deployment, StatefulSet or Job with its pods' template.</summary>
internal sealed record Pods(JsonObject Owner)
{
    private const string Dapr = "dapr.io/enabled";

    public string Name => Owner.Name();

    public JsonObject Template => Owner["spec"]!["template"]!.AsObject();

    public JsonObject Spec => Template["spec"]!.AsObject();

    public JsonObject Labels => Template["metadata"]!["labels"]!.AsObject();

    public JsonObject? Annotations => Template["metadata"]!["annotations"]?.AsObject();

    public bool HasSidecar => Annotations?.ContainsKey(Dapr) == true;

    public IEnumerable<JsonObject> Containers => Spec.List("initContainers").Concat(Spec.List("containers"));

    /// <summary>The ports on which they listen, with that for other sidecars.</summary>
    public IEnumerable<int> Ports => Spec.List("containers").SelectMany(c => c.List("ports")).Select(p => p["containerPort"]!.GetValue<int>())
        .Concat(HasSidecar ? [50002] : []);
}

/// <summary>Short ways into JSON.</summary>
internal static class JsonReading
{
    public static string Kind(this JsonObject o) => o["kind"]!.GetValue<string>();

    public static string Name(this JsonObject o) => o["metadata"]!["name"]!.GetValue<string>();

    public static string? Text(this JsonNode? node, string key) => node?[key]?.GetValue<string>();

    public static IEnumerable<JsonObject> List(this JsonNode? node, string key) => (node?[key] as JsonArray ?? []).Select(n => n!.AsObject());

    public static IEnumerable<string> Texts(this JsonNode? node, string key) => (node?[key] as JsonArray ?? []).Select(n => n!.GetValue<string>());

    /// <summary>Whether a label selector selects labels.</summary>
    public static bool Selects(this JsonNode? selector, JsonObject labels) =>
        (selector?["matchLabels"] as JsonObject ?? []).All(wanted => labels.Text(wanted.Key) == wanted.Value!.GetValue<string>())
        && selector.List("matchExpressions").All(e => e.Text("operator") == "In" && e.Texts("values").Contains(labels.Text(e.Text("key")!)));
}
