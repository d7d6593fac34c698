using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace LearnFlow.Hosting.PostgreSQL;

/// <summary>
/// postmaster.pid, the server's own note in its data folder: line 1 its process id, line 3 its start (Unix seconds). It survives
/// a kill -9, so it counts only when the process is a running postgres of about that start.
/// </summary>
internal sealed record PostmasterFile(int ProcessId, DateTime StartedAt)
{
    private static readonly TimeSpan s_startTolerance = TimeSpan.FromSeconds(10);

    /// <summary>Reads the note; null when there is none or it is not whole.</summary>
    public static PostmasterFile? Read(string dataPath)
    {
        try
        {
            return File.ReadAllLines(Path.Combine(dataPath, "postmaster.pid")) is [var idLine, _, var startLine, ..]
                && int.TryParse(idLine.Trim(), CultureInfo.InvariantCulture, out var id)
                && long.TryParse(startLine.Trim(), CultureInfo.InvariantCulture, out var start)
                ? new PostmasterFile(id, DateTime.UnixEpoch.AddSeconds(start))
                : null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>The server that wrote the note; null when it has gone.</summary>
    public Process? FindProcess()
    {
        try
        {
            var process = Process.GetProcessById(ProcessId);
            if (process.ProcessName.StartsWith("postgres", StringComparison.Ordinal) && (process.StartTime.ToUniversalTime() - StartedAt).Duration() < s_startTolerance)
            {
                return process;
            }

            process.Dispose();
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // No such process.
        }

        return null;
    }
}
