using Microsoft.Win32.SafeHandles;

namespace LearnFlow.Sandbox.Wasm;

/// <summary>
/// Which pages of this process's memory are its own copies. Of memory that is mapped from a snapshot these are the pages that
/// were written. Linux tells it without privileges and without costing the writer anything: /proc/self/pagemap, a 64-bit entry
/// for each page (Documentation/admin-guide/mm/pagemap.rst).
/// </summary>
internal sealed class PageMap : IDisposable
{
    private const int EntryBytes = 8;
    private const ulong Present = 1UL << 63, Swapped = 1UL << 62, OfFile = 1UL << 61;

    private readonly SafeFileHandle _entries;
    private byte[] _read = [];

    private PageMap(SafeFileHandle entries) => _entries = entries;

    /// <summary>Null where the system does not tell.</summary>
    public static PageMap? TryOpen()
    {
        try
        {
            return OperatingSystem.IsLinux() ? new PageMap(File.OpenHandle("/proc/self/pagemap")) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Collects the numbers of the pages, from <paramref name="address"/> on, that are the process's own.</summary>
    /// <returns>False when there are more than <paramref name="own"/> has room for, or the system does not tell.</returns>
    /// <param name="address">The first byte, at the start of a page.</param>
    /// <param name="length">Bytes.</param>
    /// <param name="own">Takes the numbers.</param>
    /// <param name="count">How many there are.</param>
    public bool TryFindOwn(nint address, long length, Span<int> own, out int count)
    {
        count = 0;
        var pages = (int)(length / Environment.SystemPageSize);
        if (_read.Length < pages * EntryBytes)
        {
            _read = new byte[pages * EntryBytes];
        }
        var bytes = _read.AsSpan(0, pages * EntryBytes);
        if (RandomAccess.Read(_entries, bytes, address / Environment.SystemPageSize * EntryBytes) != bytes.Length)
        {
            return false;
        }
        var entries = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, ulong>(bytes);
        for (var page = 0; page < entries.Length; page++)
        {
            if ((entries[page] & (Present | Swapped)) != 0 && (entries[page] & OfFile) == 0)
            {
                if (count == own.Length)
                {
                    return false;
                }
                own[count++] = page;
            }
        }
        return true;
    }

    public void Dispose() => _entries.Dispose();
}
