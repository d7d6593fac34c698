using System.Globalization;

namespace LearnFlow.Bench;

/// <summary>Processor time and minor page faults of a process, or of children that it has waited for (proc(5), stat).</summary>
/// <param name="UserMs">Milliseconds in user mode, in steps of 10.</param>
/// <param name="SystemMs">Milliseconds in the kernel, in steps of 10.</param>
/// <param name="MinorFaults">Page faults that needed no disk.</param>
internal readonly record struct ProcessUsage(double UserMs, double SystemMs, double MinorFaults)
{
    private const int TickMs = 10; // USER_HZ is 100 on every Linux

    public double CpuMs => UserMs + SystemMs;

    /// <summary>What the process has used.</summary>
    public static ProcessUsage Of(int processId) => Read(processId.ToString(CultureInfo.InvariantCulture), minorFaults: 7, user: 11);

    /// <summary>What this process's ended children have used.</summary>
    public static ProcessUsage OfChildren() => Read("self", minorFaults: 8, user: 13);

    public static ProcessUsage operator -(ProcessUsage after, ProcessUsage before) =>
        new(after.UserMs - before.UserMs, after.SystemMs - before.SystemMs, after.MinorFaults - before.MinorFaults);

    public static ProcessUsage operator /(ProcessUsage usage, int runs) => new(usage.UserMs / runs, usage.SystemMs / runs, usage.MinorFaults / runs);

    // The fields are counted from the one after the program's name, which may hold blanks.
    private static ProcessUsage Read(string process, int minorFaults, int user)
    {
        var text = File.ReadAllText($"/proc/{process}/stat");
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        double Number(int field) => double.Parse(fields[field], CultureInfo.InvariantCulture);
        return new ProcessUsage(Number(user) * TickMs, Number(user + 1) * TickMs, Number(minorFaults));
    }
}
