using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace LearnFlow.Sandbox.Workers;

/// <summary>
/// The resident memory of a process. On Linux it is read from an open /proc/[pid]/statm (proc(5)), which takes microseconds,
/// since it is asked after every run.
/// </summary>
internal sealed class ResidentMemory(Process process) : IDisposable
{
    private readonly SafeFileHandle? _statistics = OperatingSystem.IsLinux() ? File.OpenHandle($"/proc/{process.Id}/statm") : null;

    /// <summary>Bytes; 0 when the process has ended.</summary>
    public long ReadBytes()
    {
        if (_statistics is null)
        {
            process.Refresh();
            return process.HasExited ? 0 : process.WorkingSet64;
        }
        try
        {
            Span<byte> numbers = stackalloc byte[128];
            var line = Encoding.ASCII.GetString(numbers[..RandomAccess.Read(_statistics, numbers, 0)]);
            return line.Split(' ') is [_, var pages, ..] ? long.Parse(pages, CultureInfo.InvariantCulture) * Environment.SystemPageSize : 0;
        }
        catch (IOException)
        {
            return 0; // ESRCH: it has ended
        }
    }

    public void Dispose() => _statistics?.Dispose();
}
