using System.Diagnostics;

namespace LearnFlow.Hosting.Processes;

/// <summary>What differs between operating systems in starting, naming and ending a process: one class for each.</summary>
internal abstract class ProcessPlatform
{
    public static ProcessPlatform Current { get; } =
        OperatingSystem.IsWindows() ? new WindowsProcessPlatform() : new UnixProcessPlatform();

    /// <summary>
    /// Puts the child in a group of its own, so that Ctrl-C in the terminal reaches the host alone and the host
    /// decides the order in which its children stop.
    /// </summary>
    public abstract void IsolateFromTerminal(ProcessStartInfo start);

    /// <summary>Asks the process to end; a process that is already gone is no error.</summary>
    public abstract void RequestStop(Process process, StopSignal signal);

    /// <summary>Ends the process and everything that it started, at once.</summary>
    public abstract void Kill(Process process);

    /// <summary>
    /// A text that is the same as long as this very process lives and different for any later one with the same id;
    /// null when there is no such process.
    /// </summary>
    public abstract string? BirthMark(int processId);

    /// <summary>The ids of the running processes whose environment holds this variable with this value, as far as the system tells.</summary>
    public abstract IEnumerable<int> WithEnvironment(string name, string value);
}
