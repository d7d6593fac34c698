using System.Globalization;

namespace LearnFlow.Bench.Suites.Boot;

/// <summary>An AppHost and everything that it started, as Linux' /proc shows them.</summary>
internal static class ProcessTree
{
    /// <summary>The process, all that descend from it, and those that watch over it: DCP's orchestrator detaches itself.</summary>
    public static IReadOnlyList<int> Of(int root)
    {
        var all = Directory.EnumerateDirectories("/proc")
            .Select(f => int.TryParse(Path.GetFileName(f), CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0)
            .ToList();
        var children = all.ToLookup(ParentOf);
        return [.. all.Where(IsMonitor).Prepend(root).SelectMany(Descend).Distinct()];

        IEnumerable<int> Descend(int id) => children[id].SelectMany(Descend).Prepend(id);

        bool IsMonitor(int id) => Arguments(id) is var arguments
            && Array.IndexOf(arguments, "--monitor") is >= 0 and var i && i + 1 < arguments.Length && arguments[i + 1] == root.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Whether a process is Aspire's own: its orchestrator or its dashboard.</summary>
    public static bool IsAspire(int id) => Arguments(id) is [var program, ..] arguments
        && (Path.GetFileName(program) is "dcp" or "dcpctrl" or "dcpproc" || arguments.Any(a => a.Contains("Aspire.Dashboard", StringComparison.Ordinal)));

    /// <summary>Resident memory, MB; pages that processes share are counted in each.</summary>
    public static double ResidentMegabytes(IEnumerable<int> processes) => processes.Sum(id => Field($"/proc/{id}/status", "VmRSS:")) / 1024;

    /// <summary>Resident memory, MB, a shared page split among those who share it.</summary>
    public static double ProportionalMegabytes(IEnumerable<int> processes) => processes.Sum(id => Field($"/proc/{id}/smaps_rollup", "Pss:")) / 1024;

    /// <summary>Processor time used so far by processes that live, seconds.</summary>
    public static double ProcessorSeconds(IEnumerable<int> processes) => processes.Sum(ProcessorSeconds);

    /// <summary>The arguments, or none when the process has ended.</summary>
    public static string[] Arguments(int id) => ReadNullSeparated($"/proc/{id}/cmdline");

    /// <summary>The environment it was started with.</summary>
    public static Dictionary<string, string?> Environment(int id) => ReadNullSeparated($"/proc/{id}/environ")
        .Select(pair => pair.Split('=', 2))
        .Where(pair => pair.Length == 2)
        .ToDictionary(pair => pair[0], pair => (string?)pair[1]);

    // proc(5): field 4 of stat is the parent, 14 and 15 are processor time in ticks of 10 ms.
    private static int ParentOf(int id) => Stat(id) is { } stat ? int.Parse(stat[1], CultureInfo.InvariantCulture) : 0;

    private static double ProcessorSeconds(int id) =>
        Stat(id) is { } stat ? (long.Parse(stat[11], CultureInfo.InvariantCulture) + long.Parse(stat[12], CultureInfo.InvariantCulture)) / 100.0 : 0;

    private static string[]? Stat(int id) => Read($"/proc/{id}/stat") is { Length: > 0 } text ? text[(text.LastIndexOf(')') + 2)..].Split(' ') : null;

    private static double Field(string file, string name) => Read(file).Split('\n').FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal)) is { } line
        ? double.Parse(line[name.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture)
        : 0;

    private static string[] ReadNullSeparated(string file) => Read(file).Split('\0', StringSplitOptions.RemoveEmptyEntries);

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ""; // It has ended, or is somebody else's.
        }
    }
}
