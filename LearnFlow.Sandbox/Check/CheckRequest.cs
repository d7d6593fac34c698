using System.Text.Json;
using LearnFlow.Sandbox.Run;

namespace LearnFlow.Sandbox.Check;

/// <summary>Body of <c>POST /check</c>: a submission and the tests that it must pass.</summary>
/// <param name="Language">A language of <c>GET /runtimes</c>.</param>
/// <param name="Code">The submission's main file.</param>
/// <param name="Tests">The tests; each is a run of its own.</param>
/// <param name="Files">Further files beside the submission.</param>
/// <param name="Limits">Limits of each test.</param>
/// <param name="Entry">File name of the submission, for tests that import it by its name; null for the language's usual one.</param>
/// <param name="FirstDecides">True when the other tests are not run after a first one that ended at a limit.</param>
public sealed record CheckRequest(
    string Language,
    string Code,
    IReadOnlyList<CheckTest> Tests,
    IReadOnlyList<SourceFile>? Files = null,
    RunLimits? Limits = null,
    string? Entry = null,
    bool FirstDecides = false);

/// <summary>One test of a submission.</summary>
/// <param name="Name">What it is called in the answer.</param>
/// <param name="Kind">How it is judged.</param>
/// <param name="Stdin">Standard input; the test itself for <see cref="CheckKind.Io"/>.</param>
/// <param name="ExpectedOutput"><see cref="CheckKind.Io"/>: what it must print; blanks at the ends of lines and of the text do not count.</param>
/// <param name="Function"><see cref="CheckKind.Call"/>: the function to call.</param>
/// <param name="Args"><see cref="CheckKind.Call"/>: its arguments, as a JSON array.</param>
/// <param name="Expected"><see cref="CheckKind.Call"/>: what it must return, as JSON: tuples are arrays, 2 equals 2.0, floating point within 1e-9 (<see cref="JsonEquality"/>).</param>
/// <param name="ExpectedRepr"><see cref="CheckKind.Call"/>: what it must return, as Python writes it, instead of <paramref name="Expected"/>.</param>
/// <param name="Source"><see cref="CheckKind.Script"/>: Python that sees the submission's names and asserts; unittest classes and test_ functions in it are run.</param>
/// <param name="Files">Files that this test alone finds beside the submission.</param>
public sealed record CheckTest(
    string Name,
    CheckKind Kind,
    string? Stdin = null,
    string? ExpectedOutput = null,
    string? Function = null,
    JsonElement? Args = null,
    JsonElement? Expected = null,
    string? ExpectedRepr = null,
    string? Source = null,
    IReadOnlyList<SourceFile>? Files = null);

/// <summary>How a test is judged.</summary>
public enum CheckKind
{
    /// <summary>The output for an input. Judged outside the guest, where the submission cannot reach.</summary>
    Io,

    /// <summary>What a function returns. Judged outside the guest, where the submission cannot reach.</summary>
    Call,

    /// <summary>
    /// Assertions that run beside the submission. Where they say that something equals a constant, the value is judged outside the
    /// guest; every other assertion shares an interpreter with the submission, and one that means to cheat can pass it.
    /// </summary>
    Script,
}
