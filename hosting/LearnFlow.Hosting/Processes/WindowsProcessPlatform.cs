using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace LearnFlow.Hosting.Processes;

/// <summary>Windows: CTRL+BREAK to the child's own process group stands for both signals; .NET's console lifetime takes it as a stop.</summary>
internal sealed partial class WindowsProcessPlatform : ProcessPlatform
{
    private const uint CtrlBreakEvent = 1;

    public override void IsolateFromTerminal(ProcessStartInfo start)
    {
        if (OperatingSystem.IsWindows())
            start.CreateNewProcessGroup = true;
    }

    public override void RequestStop(Process process, StopSignal signal)
    {
        if (!GenerateConsoleCtrlEvent(CtrlBreakEvent, (uint)process.Id))
            Kill(process); // It shares no console with the host: there is no gentle way.
    }

    public override void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has just ended by itself.
        }
    }

    public override string? BirthMark(int processId)
    {
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

    // Another process's environment cannot be read here without a debugger's rights: the job file alone has to do.
    public override IEnumerable<int> WithEnvironment(string name, string value) => [];

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool GenerateConsoleCtrlEvent(uint ctrlEvent, uint processGroup);
}
