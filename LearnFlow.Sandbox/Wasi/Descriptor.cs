namespace LearnFlow.Sandbox.Wasi;

/// <summary>An open file or folder of a guest.</summary>
internal sealed class Descriptor(FileNode node, bool append, bool readable, bool writable)
{
    public FileNode Node { get; } = node;

    public bool Append { get; set; } = append;

    public bool Readable { get; } = readable;

    public bool Writable { get; } = writable;

    /// <summary>Where the next read or write happens, in bytes from the start.</summary>
    public long Position { get; set; }
}
