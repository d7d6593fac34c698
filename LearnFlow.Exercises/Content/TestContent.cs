using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace LearnFlow.Exercises.Content;

/// <summary>The tests of an exercise.</summary>
public sealed record TestSuite
{
    /// <summary>Tests that the learner sees in full.</summary>
    public IReadOnlyList<TestContent> Visible { get; init; } = [];

    /// <summary>Tests whose name alone the learner sees, so that a solution cannot be written around their data.</summary>
    public IReadOnlyList<TestContent> Hidden { get; init; } = [];

    /// <summary>Python that stands before every script: what the scripts share.</summary>
    public string? Preamble { get; init; }

    /// <summary>Text files that every test's program finds beside it, by relative path.</summary>
    public IReadOnlyDictionary<string, string>? Files { get; init; }

    /// <summary>File name of the submission, where scripts import it by its name; null for the sandbox's own.</summary>
    public string? Entry { get; init; }

    /// <summary>Milliseconds of processor time for each test; null for the sandbox's usual limit.</summary>
    public int? CpuTimeMs { get; init; }

    /// <summary>All tests, the visible ones first.</summary>
    [JsonIgnore]
    public IEnumerable<TestContent> All => Visible.Concat(Hidden);
}

/// <summary>How one test judges.</summary>
public enum TestKind
{
    /// <summary>Standard input in, standard output compared.</summary>
    Io,

    /// <summary>A function called with arguments, its value compared.</summary>
    Call,

    /// <summary>Statements run after the submission; an AssertionError fails it.</summary>
    Script,
}

/// <summary>
/// One test. Which kind it is follows from what is filled in: <see cref="Call"/>, <see cref="Script"/>, or else
/// <see cref="Output"/>.
/// </summary>
public sealed record TestContent
{
    /// <summary>The behaviour that it checks, in words a learner can read.</summary>
    public required string Name { get; init; }

    /// <summary>What the program reads (io).</summary>
    public string? Stdin { get; init; }

    /// <summary>What the program must print (io). Compared line by line without trailing white space.</summary>
    public string? Output { get; init; }

    /// <summary>The function's name (call).</summary>
    public string? Call { get; init; }

    /// <summary>The arguments as JSON values (call).</summary>
    public JsonArray? Args { get; init; }

    /// <summary>The expected value as JSON (call).</summary>
    public JsonNode? Returns { get; init; }

    /// <summary>Python statements with asserts (script).</summary>
    public string? Script { get; init; }

    /// <summary>Text files that the program finds beside it, by name.</summary>
    public IReadOnlyDictionary<string, string>? Files { get; init; }

    /// <summary>How it judges.</summary>
    [JsonIgnore]
    public TestKind Kind => Call is not null ? TestKind.Call : Script is not null ? TestKind.Script : TestKind.Io;
}
