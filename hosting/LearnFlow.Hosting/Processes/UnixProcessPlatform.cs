using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace LearnFlow.Hosting.Processes;

/// <summary>Linux and macOS. What Linux alone has (setsid as a command, /proc) is looked for and done without elsewhere.</summary>
internal sealed partial class UnixProcessPlatform : ProcessPlatform
{
    private const int SigInt = 2, SigKill = 9, SigTerm = 15;

    private static readonly string? s_setsid = new[] { "/usr/bin/setsid", "/bin/setsid" }.FirstOrDefault(File.Exists);
    private static readonly string s_boot = File.Exists("/proc/sys/kernel/random/boot_id") ? File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim() : "";

    // setsid(1) replaces itself by the command unless it leads a process group, which a fresh child never does: the id stays.
    public override void IsolateFromTerminal(ProcessStartInfo start)
    {
        if (s_setsid is null)
            return;
        start.ArgumentList.Insert(0, start.FileName);
        start.FileName = s_setsid;
    }

    public override void RequestStop(Process process, StopSignal signal) =>
        _ = Kill(process.Id, signal is StopSignal.Interrupt ? SigInt : SigTerm); // ESRCH: it is gone, which is what was asked.

    public override void Kill(Process process)
    {
        var id = process.Id;
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has just ended by itself.
        }

        // Its own session, so the group has its id and whoever it left behind is in it.
        if (s_setsid is not null)
            _ = Kill(-id, SigKill);
    }

    public override string? BirthMark(int processId)
    {
        if (s_boot.Length > 0)
            return ReadStat(processId) is { } stat ? $"{stat} {s_boot}" : null;

        try
        {
            using var process = Process.GetProcessById(processId);
            return process.HasExited ? null : process.StartTime.ToUniversalTime().Ticks.ToString(CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return null;
        }
    }

    // proc(5): field 22 is the start in clock ticks since boot; field 3 the state. The name in field 2 may hold spaces and brackets.
    private static string? ReadStat(int processId)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{processId}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : fields[19];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public override IEnumerable<int> WithEnvironment(string name, string value)
    {
        if (s_boot.Length == 0)
            yield break;

        var wanted = Encoding.UTF8.GetBytes($"{name}={value}\0");
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) || id == Environment.ProcessId)
                continue;
            byte[] environment;
            try
            {
                environment = File.ReadAllBytes($"{folder}/environ");
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                continue; // It has ended, or is somebody else's.
            }

            var at = environment.AsSpan().IndexOf(wanted);
            if (at == 0 || (at > 0 && environment[at - 1] == 0))
                yield return id;
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int processId, int signal);
}
