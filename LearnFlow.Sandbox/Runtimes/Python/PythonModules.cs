using LearnFlow.Sandbox.Wasi;

namespace LearnFlow.Sandbox.Runtimes.Python;

/// <summary>Modules of ours that come before the standard library's of the same name.</summary>
internal static class PythonModules
{
    /// <summary>turtle.py; part of the cache key.</summary>
    public static byte[] Source { get; } = System.Text.Encoding.UTF8.GetBytes(EmbeddedText.Read(typeof(PythonModules), "turtle.py"));

    /// <summary>Puts them where boot.py looks for them.</summary>
    public static void AddTo(FileNode root)
    {
        var folder = FileNode.Directory(readOnly: true);
        root.Children!["learnflow"] = folder;
        folder.Children!["turtle.py"] = FileNode.File(Source, readOnly: true);
    }
}
