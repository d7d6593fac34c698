using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace LearnFlow.Hosting.PostgreSQL;

/// <summary>
/// postmaster.pid, the server's own note in its data folder: line 1 its process id, 3 its start (Unix seconds), 4 its port,
/// 8 its status. It survives a kill -9, so it counts only when the process is a running postgres of about that start.
/// </summary>
internal sealed record PostmasterFile(int ProcessId, DateTime StartedAt, bool IsReady)
{
    private static readonly TimeSpan s_stopGrace = TimeSpan.FromSeconds(10);

    /// <summary>Reads the note; null when there is none or it is not whole.</summary>
    public static PostmasterFile? Read(string dataPath)
    {
        try
        {
            var lines = File.ReadAllLines(Path.Combine(dataPath, "postmaster.pid"));
            return lines.Length > 2
                && int.TryParse(lines[0].Trim(), CultureInfo.InvariantCulture, out var id)
                && long.TryParse(lines[2].Trim(), CultureInfo.InvariantCulture, out var start)
                ? new PostmasterFile(id, DateTime.UnixEpoch.AddSeconds(start), lines.Length > 7 && lines[7].Trim() == "ready")
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Stops a server that a dead host left on this data folder. Committed rows stay: it is a regular fast shutdown.</summary>
    /// <returns>Whether there was one.</returns>
    public static async Task<bool> EndLeftoverAsync(string dataPath, CancellationToken cancellationToken)
    {
        if (Read(dataPath) is not { } left || left.FindProcess() is not { } process)
            return false;

        using (process)
        {
            Processes.ProcessPlatform.Current.RequestStop(process, Processes.StopSignal.Interrupt);
            try
            {
                await process.WaitForExitAsync(cancellationToken).WaitAsync(s_stopGrace, cancellationToken).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                Processes.ProcessPlatform.Current.Kill(process);
                await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        return true;
    }

    private Process? FindProcess()
    {
        try
        {
            var process = Process.GetProcessById(ProcessId);
            var isPostgres = process.ProcessName.StartsWith("postgres", StringComparison.Ordinal)
                && (process.StartTime.ToUniversalTime() - StartedAt).Duration() < TimeSpan.FromSeconds(10);
            if (isPostgres)
                return process;
            process.Dispose();
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // No such process.
        }

        return null;
    }
}
