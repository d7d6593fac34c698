using System.Text.Json;
using LearnFlow.Triage.Help;

namespace LearnFlow.Triage.Behaviour;

/// <summary>
/// Runs a program against its tests in the sandbox and, on demand, searches where a failure has its cause: Python/probe.py
/// beside the program, in one run. The program may spoil its own answer, nothing else: all of it stays inside the guest.
/// </summary>
public sealed class BehaviourProbe(ISandbox sandbox)
{
    /// <summary>How long the search may take, in seconds; most programs need a part of it.</summary>
    public const double SearchSeconds = 1.5;

    private static readonly string[] Modules = ["trial.py", "changes.py", "suspicion.py"];
    private static readonly string Probe = Read("probe.py");
    private static readonly IReadOnlyList<SandboxFile> Library = [.. Modules.Select(name => new SandboxFile(name, Read(name)))];
    private static readonly SandboxLimits Limits = new(WallTimeMs: 12_000, CpuTimeMs: 8_000, OutputBytes: 256 << 10);

    /// <summary>What <paramref name="code"/> does on <paramref name="tests"/>.</summary>
    /// <param name="code">The program.</param>
    /// <param name="tests">At least one test.</param>
    /// <param name="search">Whether to search for the cause of a failure, for at most <see cref="SearchSeconds"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null when the sandbox does not answer or the program brought the probe down: a plain run tells more then. Where it went
    /// over a limit, that is the behaviour.</returns>
    public async Task<ProgramBehaviour?> LookAsync(string code, IReadOnlyList<HelpTest> tests, bool search, CancellationToken cancellationToken)
    {
        var asked = JsonSerializer.Serialize(new { tests, seconds = search ? SearchSeconds : 0 }, JsonConventions.Options);
        var run = await sandbox.RunAsync(
            new("python", Probe, null, [.. Library, new("program.py", code), new("tests.json", asked)], Limits), cancellationToken);
        return run?.Output is { } output && Parse(output) is { } behaviour ? behaviour
            : run?.Status is "cpuTimeLimit" or "memoryLimit" or "outputLimit" or "recursionLimit" ? new(Stopped: run.Status) : null;
    }

    /// <summary>The last answer in the output: a search that was cut off has told what it knew before.</summary>
    private static ProgramBehaviour? Parse(string output) => output.Split('\n').Reverse().Select(ParseLine).FirstOrDefault(answer => answer is not null);

    private static ProgramBehaviour? ParseLine(string line)
    {
        try
        {
            return line.StartsWith('{') ? JsonSerializer.Deserialize<ProgramBehaviour>(line, JsonConventions.Options) : null;
        }
        catch (JsonException)
        {
            return null; // cut off, or the program wrote into the answer
        }
    }

    private static string Read(string file)
    {
        using var reader = new StreamReader(typeof(BehaviourProbe).Assembly.GetManifestResourceStream(file)
            ?? throw new FileNotFoundException($"{file} is not embedded."));
        return reader.ReadToEnd();
    }
}
