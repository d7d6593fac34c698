using System.Text.Json;
using LearnFlow.Exercises.Authoring;
using LearnFlow.Exercises.Content;

namespace LearnFlow.Exercises.Import;

/// <summary>
/// Problems in the form of HumanEval (Chen et al., "Evaluating Large Language Models Trained on Code", 2021): JSON Lines with
/// task_id, prompt, entry_point, canonical_solution, and a test that defines <c>check(candidate)</c>.
/// </summary>
public static class HumanEvalForm
{
    private const string Body = "    pass\n";
    private static readonly JsonSerializerOptions s_names = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>One line.</summary>
    public sealed record Problem(string TaskId, string Prompt, string EntryPoint, string CanonicalSolution, string Test);

    /// <summary>The exercises; a line that cannot be read becomes one that is not supported.</summary>
    public static IEnumerable<ImportedExercise> Read(string text)
        => text.Split('\n').Index().Where(line => !string.IsNullOrWhiteSpace(line.Item)).Select(line => ReadLine(line.Index + 1, line.Item));

    /// <summary>The exercises that have this form, one a line: those whose tests are <c>check</c> or calls of one function.</summary>
    public static IEnumerable<string> Write(IEnumerable<ExerciseContent> exercises)
        => exercises.Select(Of).OfType<Problem>().Select(problem => JsonSerializer.Serialize(problem, s_names));

    private static ImportedExercise ReadLine(int number, string line)
    {
        try
        {
            var problem = JsonSerializer.Deserialize<Problem>(line, s_names);
            return problem is { TaskId: not null, Prompt: not null, EntryPoint: not null, CanonicalSolution: not null, Test: not null }
                ? new ImportedExercise($"humaneval:{problem.TaskId}", Of(problem))
                : new ImportedExercise($"humaneval:line {number}", null, "The line needs task_id, prompt, entry_point, canonical_solution and test.");
        }
        catch (JsonException e)
        {
            return new ImportedExercise($"humaneval:line {number}", null, $"The line is not JSON: {e.Message}");
        }
    }

    private static ExerciseContent Of(Problem problem) => new()
    {
        Slug = ContentRules.Slug(problem.TaskId),
        Title = $"{problem.EntryPoint} ({problem.TaskId})",
        Kind = ExerciseKind.Function,
        Difficulty = 3,
        Concepts = [],
        Statement = $"Write the function `{problem.EntryPoint}`, as its description says.\n\n```python\n{problem.Prompt.Trim()}\n```\n",
        Starter = problem.Prompt + Body,
        Solution = problem.Prompt + problem.CanonicalSolution,
        Tests = new TestSuite
        {
            Hidden = [new TestContent { Name = $"{problem.EntryPoint} does what its description says", Script = $"{problem.Test}\ncheck({problem.EntryPoint})" }],
        },
        Hints = [],
        Wrong = [],
    };

    private static Problem? Of(ExerciseContent exercise)
    {
        var prompt = exercise.Starter.EndsWith(Body, StringComparison.Ordinal) ? exercise.Starter[..^Body.Length] : "";
        if (!exercise.Solution.StartsWith(prompt, StringComparison.Ordinal))
            prompt = "";
        var (tests, solution) = (exercise.Tests.All.ToList(), exercise.Solution[prompt.Length..]);
        if (tests is [{ Script: { } script }] && script.LastIndexOf("\ncheck(", StringComparison.Ordinal) is > 0 and var call && script.EndsWith(')'))
            return new Problem(exercise.Slug, prompt, script[(call + 7)..^1], solution, script[..call]);
        if (tests.Count == 0 || tests.Any(test => test.Kind != TestKind.Call) || tests.DistinctBy(test => test.Call).Count() > 1)
            return null;
        var asserts = tests.Select(test => $"    assert candidate({Arguments(test)}) == {Grading.PythonLiteral.Of(test.Returns)}");
        return new Problem(exercise.Slug, prompt, tests[0].Call!, solution, $"def check(candidate):\n{string.Join('\n', asserts)}\n");
    }

    private static string Arguments(TestContent test) => string.Join(", ", (test.Args ?? []).Select(Grading.PythonLiteral.Of));
}
