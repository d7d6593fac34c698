namespace LearnFlow.Sandbox.Wasi;

/// <summary>What a run may keep in files.</summary>
/// <param name="maxBytes">Bytes in all writable files together.</param>
/// <param name="maxFiles">Files and folders that the run creates.</param>
internal sealed class FileQuota(long maxBytes, int maxFiles)
{
    private long _bytes;
    private int _files;

    /// <summary>True once a request was refused.</summary>
    public bool Exceeded { get; private set; }

    public bool TakeBytes(long bytes) => Take(_bytes + bytes <= maxBytes, () => _bytes += bytes);

    public void ReturnBytes(long bytes) => _bytes -= bytes;

    public bool TakeFile() => Take(_files < maxFiles, () => _files++);

    public void ReturnFile() => _files--;

    private bool Take(bool fits, Action take)
    {
        if (fits)
            take();
        else
            Exceeded = true;
        return fits;
    }
}
