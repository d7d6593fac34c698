namespace LearnFlow.Sandbox.Wasi;

/// <summary>A file or a folder of a guest. It lives in this process's memory only: no guest call ever reaches the host's file system.</summary>
internal sealed class FileNode
{
    private static long _lastInode;

    private FileNode(bool isDirectory, bool isReadOnly)
    {
        Children = isDirectory ? new Dictionary<string, FileNode>(StringComparer.Ordinal) : null;
        IsReadOnly = isReadOnly;
    }

    /// <summary>Names in this folder; null for a file.</summary>
    public Dictionary<string, FileNode>? Children { get; }

    public bool IsDirectory => Children is not null;

    /// <summary>Shared between runs (the standard library): refuses every change.</summary>
    public bool IsReadOnly { get; }

    public long Inode { get; } = Interlocked.Increment(ref _lastInode);

    /// <summary>The file's bytes; only the first <see cref="Length"/> count.</summary>
    public byte[] Content { get; set; } = [];

    public int Length { get; set; }

    /// <summary>A device: what is written goes here instead of into <see cref="Content"/>.</summary>
    public Action<Guest, ReadOnlySpan<byte>>? OnWrite { get; private init; }

    /// <summary>Nanoseconds since 1970.</summary>
    public long ModifiedNs { get; set; }

    public static FileNode Directory(bool readOnly = false) => new(isDirectory: true, readOnly);

    public static FileNode File(byte[] content, bool readOnly = false) =>
        new(isDirectory: false, readOnly) { Content = content, Length = content.Length };

    public static FileNode Device(Action<Guest, ReadOnlySpan<byte>> onWrite) => new(isDirectory: false, isReadOnly: false) { OnWrite = onWrite };
}
