using System.Collections.Concurrent;
using System.Text.Json;
using LearnFlow.Sandbox.Run;
using LearnFlow.Sandbox.Workers;

namespace LearnFlow.Sandbox.Check;

/// <summary>
/// Takes the expected values out of test scripts, in a run of its own without any submission, so that they never are where a
/// submission is. What was split is kept: an exercise's scripts are the same for every learner.
/// </summary>
internal sealed class TestScripts(WorkerPool pool)
{
    private const int MaxKept = 2_000, MaxKeptCharacters = 32 << 10, MaxResultBytes = 16 << 20;
    private static readonly string s_program = EmbeddedText.Read(typeof(TestScripts), "values.py") + EmbeddedText.Read(typeof(TestScripts), "split.py");
    private static readonly RunLimits s_limits = new(FileBytes: MaxResultBytes, RecursionDepth: 3_000);
    private readonly ConcurrentDictionary<string, SplitScript> _kept = new(StringComparer.Ordinal);

    /// <summary>The scripts without the values that they expect, and these.</summary>
    /// <param name="sources">The scripts.</param>
    /// <param name="learner">Whose turn the runs take; those that are kept take none.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    public async Task<IReadOnlyDictionary<string, SplitScript>> SplitAsync(IEnumerable<string> sources, string learner, CancellationToken cancellationToken)
    {
        var split = new Dictionary<string, SplitScript>(StringComparer.Ordinal);
        var missing = new List<string>();
        foreach (var source in sources.Distinct(StringComparer.Ordinal))
        {
            if (_kept.TryGetValue(source, out var kept))
            {
                split[source] = kept;
            }
            else
            {
                missing.Add(source);
            }
        }
        if (missing.Count == 0)
        {
            return split;
        }
        var outcomes = await pool.RunAsync(new RunBatch([.. missing.Select(ToCommand)]), learner, cancellationToken);
        foreach (var (source, outcome) in missing.Zip(outcomes))
        {
            split[source] = Read(source, outcome);
        }
        return split;
    }

    private static RunCommand ToCommand(string source) => Harness.Around(
        new RunCommand("python", "main.py", [], "", s_limits), s_program, JsonSerializer.Serialize(new { Source = source }, JsonConventions.Options));

    private SplitScript Read(string source, RunOutcome outcome)
    {
        var split = outcome is { Status: RunStatus.Ok, Result: { } result }
            ? JsonSerializer.Deserialize<SplitScript>(result, JsonConventions.Options)!
            : new SplitScript(source, []);
        if (outcome.Status == RunStatus.Ok && source.Length <= MaxKeptCharacters)
        {
            if (_kept.Count >= MaxKept)
            {
                _kept.Clear();
            }
            _kept[source] = split;
        }
        return split;
    }
}

/// <summary>A test script whose expected values have been taken out.</summary>
/// <param name="Source">The script that reports values instead of comparing them.</param>
/// <param name="Expected">What must be reported, by number.</param>
internal sealed record SplitScript(string Source, IReadOnlyList<ExpectedConstant> Expected);

/// <summary>A constant of a test script.</summary>
/// <param name="Value">As values.py writes it.</param>
/// <param name="Shown">As Python writes it.</param>
/// <param name="Times">How often it must be reported at least.</param>
internal sealed record ExpectedConstant(string Value, string Shown, int Times);
