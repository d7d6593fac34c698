using LearnFlow.Bench.Suites.Boot;

namespace LearnFlow.Bench.Suites.Class;

/// <summary>What the system's processes use, by program: the bench itself, which holds the AppHost and the learners, is one of them.</summary>
internal sealed class ProcessShares
{
    private readonly long _started = System.Diagnostics.Stopwatch.GetTimestamp();
    private readonly Dictionary<int, double> _before = Processes().ToDictionary(id => id, Seconds);

    /// <summary>Processor share in percent of one core since this was made, and proportional memory now.</summary>
    /// <param name="suffix">Ends the figures' names.</param>
    public IEnumerable<Figure> ToFigures(string suffix)
    {
        var seconds = System.Diagnostics.Stopwatch.GetElapsedTime(_started).TotalSeconds;
        foreach (var program in Processes().GroupBy(Name).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var used = program.Sum(id => Seconds(id) - _before.GetValueOrDefault(id));
            yield return new($"cpu_percent_{program.Key}_{suffix}", 100 * used / seconds, "%");
            yield return new($"pss_mb_{program.Key}_{suffix}", ProcessTree.ProportionalMegabytes(program), "MB");
        }
    }

    private static IReadOnlyList<int> Processes() => ProcessTree.Of(Environment.ProcessId);

    private static double Seconds(int id) => ProcessTree.ProcessorSeconds([id]);

    // `dotnet X.dll` is X; a worker is told apart from the service that started it.
    private static string Name(int id)
    {
        var arguments = ProcessTree.Arguments(id);
        var program = arguments.FirstOrDefault(argument => argument.EndsWith(".dll", StringComparison.Ordinal)) ?? arguments.FirstOrDefault() ?? "ended";
        var name = Path.GetFileName(program.Split(' ', ':')[0]).Replace(".dll", "", StringComparison.Ordinal);
        return ProcessTree.IsAspire(id) ? "Aspire" : arguments.Contains("confined-worker") ? $"{name}.worker" : name;
    }
}
