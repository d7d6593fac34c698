namespace LearnFlow.Sandbox.Wasi;

/// <summary>A file or a folder of a guest. It lives in this process's memory only: no guest call ever reaches the host's file system.</summary>
internal sealed class FileNode
{
    private FileNode(bool isDirectory, bool isReadOnly)
    {
        Children = isDirectory ? new Dictionary<string, FileNode>(StringComparer.Ordinal) : null;
        IsReadOnly = isReadOnly;
    }

    /// <summary>Names in this folder; null for a file.</summary>
    public Dictionary<string, FileNode>? Children { get; }

    public bool IsDirectory => Children is not null;

    /// <summary>Refuses every change; only such nodes are shared between runs.</summary>
    public bool IsReadOnly { get; }

    /// <summary>The number that stat() shows. It depends on the node's place in its tree alone, so it tells nothing of other runs.</summary>
    public long Inode { get; set; }

    /// <summary>The file's bytes; only the first <see cref="Length"/> count.</summary>
    public byte[] Content { get; set; } = [];

    public int Length { get; set; }

    /// <summary>Bytes that came with the request, which are not counted against the quota.</summary>
    public int GivenBytes { get; init; }

    /// <summary>True for what the run made itself, and what therefore counts as one of its files.</summary>
    public bool IsCounted { get; init; }

    /// <summary>False once no folder holds it any more.</summary>
    public bool IsLinked { get; set; } = true;

    /// <summary>How many descriptors hold it.</summary>
    public int Opens { get; set; }

    /// <summary>A device: what is written goes here instead of into <see cref="Content"/>.</summary>
    public Action<Guest, FileNode, ReadOnlySpan<byte>>? OnWrite { get; private init; }

    /// <summary>Nanoseconds since 1970.</summary>
    public long ModifiedNs { get; set; }

    public static FileNode Directory(bool readOnly = false) => new(isDirectory: true, readOnly);

    public static FileNode File(byte[] content, bool readOnly = false) =>
        new(isDirectory: false, readOnly) { Content = content, Length = content.Length };

    /// <summary>A file of the request.</summary>
    public static FileNode GivenFile(byte[] content) =>
        new(isDirectory: false, isReadOnly: false) { Content = content, Length = content.Length, GivenBytes = content.Length };

    /// <summary>A file or folder that the run makes.</summary>
    public static FileNode Made(bool isDirectory) => new(isDirectory, isReadOnly: false) { IsCounted = true };

    public static FileNode Device(Action<Guest, FileNode, ReadOnlySpan<byte>> onWrite) => new(isDirectory: false, isReadOnly: false) { OnWrite = onWrite };
}
