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

    /// <summary>The script without the values that it expects, and these.</summary>
    /// <param name="source">The script.</param>
    /// <param name="learner">Whose turn the run takes.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    public async Task<SplitScript> SplitAsync(string source, string learner, CancellationToken cancellationToken)
    {
        if (_kept.TryGetValue(source, out var kept))
        {
            return kept;
        }
        var program = new RunCommand("python", "main.py", [], "", s_limits);
        var given = JsonSerializer.Serialize(new { Source = source }, JsonConventions.Options);
        var outcome = await pool.RunAsync(Harness.Around(program, s_program, given), learner, onText: null, cancellationToken);
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
