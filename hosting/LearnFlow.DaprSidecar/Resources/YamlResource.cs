using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace LearnFlow.DaprSidecar.Resources;

/// <summary>A YAML mapping, read by dotted paths.</summary>
internal sealed class YamlResource(YamlNode root)
{
    public string Kind => Text("kind") ?? "";

    public string Name => Text("metadata.name") ?? "";

    public IReadOnlyList<string> Scopes => Node("scopes") is YamlSequenceNode scopes ? [.. scopes.OfType<YamlScalarNode>().Select(s => s.Value ?? "")] : [];

    /// <summary>All documents of a file.</summary>
    public static IEnumerable<YamlResource> ReadAll(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return stream.Documents.Select(d => d.RootNode).OfType<YamlMappingNode>().Select(n => new YamlResource(n)).ToList();
    }

    public string? Text(string path) => (Node(path) as YamlScalarNode)?.Value;

    public int Number(string path) => Text(path) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : 0;

    public IEnumerable<YamlResource> List(string path) => Node(path) is YamlSequenceNode list ? list.Select(n => new YamlResource(n)) : [];

    public IEnumerable<string> Texts(string path) => Node(path) is YamlSequenceNode list ? list.OfType<YamlScalarNode>().Select(n => n.Value ?? "") : [];

    public IEnumerable<(string Name, YamlResource Value)> Children(string path) =>
        Node(path) is YamlMappingNode map ? map.Children.Select(c => (((YamlScalarNode)c.Key).Value ?? "", new YamlResource(c.Value))) : [];

    /// <summary>A mapping of names to texts.</summary>
    public Dictionary<string, string> Map(string path) => Children(path).ToDictionary(c => c.Name, c => c.Value.Scalar ?? "");

    /// <summary>The text of the node itself, where it is one.</summary>
    public string? Scalar => (root as YamlScalarNode)?.Value;

    private YamlNode? Node(string path)
    {
        YamlNode? node = root;
        foreach (var name in path.Split('.')) node = node is YamlMappingNode map && map.Children.TryGetValue(name, out var child) ? child : null;
        return node;
    }
}
