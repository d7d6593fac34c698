using k8s;

namespace LearnFlow.Hosting.Kubernetes.Kustomize;

/// <summary>The files of an output folder.</summary>
internal sealed class OutputTree
{
    /// <summary>The first line of each file; what has it may be replaced and removed.</summary>
    private const string Header = "# Written by the AppHost (--operation publish --step publish); do not edit.\n";

    private readonly SortedDictionary<string, string> _files = new(StringComparer.Ordinal);

    /// <summary>The number of files.</summary>
    public int Count => _files.Count;

    /// <summary>The YAML of an object.</summary>
    public static string Yaml(object value) => KubernetesYaml.Serialize(value).Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd() + "\n";

    /// <summary>Adds a file of objects; none, when there are none.</summary>
    /// <returns>Whether there is a file.</returns>
    public bool Add(string path, params IEnumerable<object?> objects)
    {
        var documents = objects.OfType<object>().Select(Yaml).ToList();
        if (documents.Count > 0)
            _files.Add(path, Header + string.Join("---\n", documents));
        return documents.Count > 0;
    }

    /// <summary>Adds a file as it is.</summary>
    public void AddText(string path, string text) => _files.Add(path, Header + text.Replace("\r\n", "\n", StringComparison.Ordinal));

    /// <summary>Writes all files, and removes those of an earlier time that are no more.</summary>
    public async Task WriteAsync(string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            if (!_files.ContainsKey(Path.GetRelativePath(folder, file).Replace('\\', '/')) && File.ReadLines(file).FirstOrDefault() + "\n" == Header)
                File.Delete(file);
        }
        foreach (var (path, text) in _files)
        {
            var file = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, text, cancellationToken).ConfigureAwait(false);
        }
    }
}
