namespace LearnFlow.Sandbox.Wasi;

/// <summary>
/// What a run may keep in files. A file counts from its making until neither a folder nor a descriptor holds it, with the
/// bytes that it has beyond those that came with the request.
/// </summary>
/// <param name="maxBytes">Bytes in all files together.</param>
/// <param name="maxFiles">Files and folders that the run makes.</param>
internal sealed class FileQuota(long maxBytes, int maxFiles)
{
    /// <summary>Bytes that are held.</summary>
    public long Bytes { get; private set; }

    /// <summary>Files and folders that are held.</summary>
    public int Files { get; private set; }

    /// <summary>True once a request was refused.</summary>
    public bool Exceeded { get; private set; }

    /// <summary>False when the run may not make another file.</summary>
    public bool TryAddFile()
    {
        if (Files >= maxFiles)
        {
            Exceeded = true;
            return false;
        }
        Files++;
        return true;
    }

    /// <summary>False when a file may not have that length.</summary>
    public bool TryResize(FileNode file, int length)
    {
        var change = CountedBytes(file, length) - CountedBytes(file, file.Length);
        if (change > 0 && Bytes + change > maxBytes)
        {
            Exceeded = true;
            return false;
        }
        Bytes += change;
        return true;
    }

    /// <summary>Gives back what a file took that nothing holds any more.</summary>
    public void Release(FileNode node)
    {
        Bytes -= CountedBytes(node, node.Length);
        if (node.IsCounted)
        {
            Files--;
        }
    }

    private static long CountedBytes(FileNode file, int length) => Math.Max(0, length - file.GivenBytes);
}
