using System.IO.Compression;
using System.Text.Json;

namespace LearnFlow.Tests;

/// <summary>
/// OpenAI's HumanEval: 164 Python problems with a solution and a test each (MIT). The file stays outside the
/// repository: it is found by the setting LEARNFLOW_HUMANEVAL or at ../shared/data/humaneval/ beside the clone.
/// </summary>
internal sealed record HumanEval(string TaskId, string Prompt, string CanonicalSolution, string Test, string EntryPoint)
{
    /// <summary>Where the data is looked for.</summary>
    public static string File { get; } =
        Environment.GetEnvironmentVariable("LEARNFLOW_HUMANEVAL")
        ?? Path.Combine(Repository.Root, "..", "shared", "data", "humaneval", "HumanEval.jsonl.gz");

    /// <summary>A program that ends with exit code 0 exactly when the canonical solution passes the problem's test.</summary>
    public string CanonicalProgram => Program(CanonicalSolution);

    /// <summary>The same with a body that returns a value which no test expects.</summary>
    public string WrongProgram => Program("    return object()\n");

    /// <summary>Reads all 164 problems.</summary>
    public static IReadOnlyList<HumanEval> Load()
    {
        var names = new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
        using var reader = new StreamReader(new GZipStream(System.IO.File.OpenRead(File), CompressionMode.Decompress));
        var problems = new List<HumanEval>();
        while (reader.ReadLine() is { } line)
            problems.Add(JsonSerializer.Deserialize<HumanEval>(line, names)!);
        return problems;
    }

    private string Program(string body) => $"{Prompt}{body}\n{Test}\ncheck({EntryPoint})\n";
}

/// <summary>
/// For tests on HumanEval: on a developer's machine without the file they are reported as skipped, with the
/// reason; in CI they always run, and fail where it is missing.
/// </summary>
internal sealed class NeedsHumanEvalAttribute : ConditionBaseAttribute
{
    public NeedsHumanEvalAttribute() : base(ConditionMode.Include) =>
        IgnoreMessage = $"HumanEval was not found at {HumanEval.File}: set LEARNFLOW_HUMANEVAL to HumanEval.jsonl.gz to run this test.";

    public override string GroupName => nameof(NeedsHumanEvalAttribute);

    public override bool IsConditionMet => Environment.GetEnvironmentVariable("CI") == "true" || File.Exists(HumanEval.File);
}
