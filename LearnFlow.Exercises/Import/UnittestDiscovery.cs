using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using LearnFlow.Exercises.Authoring;
using LearnFlow.Exercises.Content;
using LearnFlow.Exercises.Grading;

namespace LearnFlow.Exercises.Import;

/// <summary>
/// Makes an exercise of an Exercism folder: Python itself finds the test methods, in the sandbox, while it runs them against the
/// example. So what is taken for supported has been seen to work.
/// </summary>
public sealed partial class UnittestDiscovery(ISandbox sandbox, Grader grader)
{
    /// <summary>A method that takes longer here would run into the usual time limit of a test on a busy day.</summary>
    private const double SlowSeconds = 1;

    /// <summary>Marks that tests carry for Exercism's own runner mean nothing here: each leaves the method as it is.</summary>
    private const string PytestMarks = """
        class _Mark:
            def __getattr__(self, name):
                return lambda *args, **kwargs: args[0] if len(args) == 1 and callable(args[0]) and not kwargs else (lambda method: method)

        mark = _Mark()
        """;

    private static readonly string s_program = ReadProgram();
    private static readonly RunLimits s_limits = new(WallTimeMs: 30_000, CpuTimeMs: 10_000);
    private static readonly RunLimits s_starterLimits = new(WallTimeMs: 10_000, CpuTimeMs: 3_000);

    /// <summary>The exercise, with every test method as a test.</summary>
    /// <param name="found">The folder.</param>
    /// <param name="concepts">The course's concepts: of the track's the ones that have the same name are kept.</param>
    /// <param name="cancellation">Ends the run.</param>
    /// <exception cref="HttpRequestException">The sandbox does not answer.</exception>
    public async Task<ImportedExercise> ReadAsync(ExercismExercise found, IReadOnlySet<string> concepts, CancellationToken cancellation)
    {
        var files = new Dictionary<string, string>(found.Others) { ["pytest.py"] = PytestMarks };
        var source = $"exercism:{found.Slug}";
        var (methods, problem) = await DiscoverAsync(found, found.Example, files, s_limits, runs: true, cancellation);
        var together = !problem.IsLimit;
        if (!together && await DiscoverAsync(found, found.Example, files, RunLimits.Most, runs: false, cancellation) is { Methods.Count: > 1 } listed)
            (methods, problem) = listed; // all of them are too much for one run; one by one they may not be
        var complaint = problem.Text ?? Complaint(methods);
        var content = new ExerciseContent
        {
            Slug = ContentRules.Slug(found.Slug),
            Title = found.Title,
            Kind = complaint is null && together && await StarterPassesAsync(found, files, cancellation) ? ExerciseKind.Refactor : ExerciseKind.Function,
            Difficulty = found.Difficulty,
            Concepts = [.. found.Concepts.Where(concepts.Contains)],
            Statement = found.Statement,
            Starter = found.Stub,
            Solution = found.Example,
            Tests = new TestSuite
            {
                Preamble = found.Tests,
                Files = files,
                Entry = $"{found.Module}.py",
                CpuTimeMs = together && methods.All(method => method.Seconds <= SlowSeconds) ? null : RunLimits.Most.CpuTimeMs,
                Visible = [.. Tests(methods)],
            },
            Hints = [],
            Wrong = [],
        };
        if (complaint is null && !together
            && (await grader.GradeAsync(content, found.Example, cancellation)).FirstOrDefault(outcome => !outcome.Passed) is { } failing)
            complaint = $"Its example solution fails “{failing.Name}” here: {failing.ErrorMessage ?? failing.Status}.";
        return new ImportedExercise(source, content, complaint, Measured: true);
    }

    /// <summary>Whether the exercise starts from what works: then it is to be refactored.</summary>
    private async Task<bool> StarterPassesAsync(ExercismExercise found, Dictionary<string, string> files, CancellationToken cancellation)
    {
        var (methods, problem) = await DiscoverAsync(found, found.Stub, files, s_starterLimits, runs: true, cancellation);
        return problem.Text is null && methods.All(method => method.Skipped || method.Error is null);
    }

    private async Task<(IReadOnlyList<Method> Methods, Problem Problem)> DiscoverAsync(
        ExercismExercise found, string code, Dictionary<string, string> files, RunLimits limits, bool runs, CancellationToken cancellation)
    {
        var mark = RandomNumberGenerator.GetHexString(32);
        var run = await sandbox.RunAsync(
            new RunQuestion(
                s_program.Replace("@MARK@", mark, StringComparison.Ordinal).Replace("@MODULE@", found.Module, StringComparison.Ordinal)
                    .Replace("'@RUNS@'", runs ? "True" : "False", StringComparison.Ordinal),
                ".import/discover.py",
                [
                    new SandboxFile($"{found.Module}.py", code),
                    new SandboxFile(".import/test.py", found.Tests),
                    .. files.Select(file => new SandboxFile(file.Key, file.Value)),
                ],
                limits),
            cancellation);
        var start = run.Output.LastIndexOf("\n" + mark, StringComparison.Ordinal);
        if (run.Status != "ok" || start < 0)
        {
            var why = $"{run.ErrorType ?? run.Status}{(run.ErrorMessage is null ? "" : ": " + run.ErrorMessage)}";
            return ([], new($"Its tests do not run here: {why}.", run.Status.EndsWith("TimeLimit", StringComparison.Ordinal)));
        }
        try
        {
            return (JsonSerializer.Deserialize<List<Method>>(run.Output[(start + 1 + mark.Length)..], JsonSerializerOptions.Web)!, new(null));
        }
        catch (JsonException)
        {
            return ([], new("Its tests write over what the search for them prints."));
        }
    }

    private static string? Complaint(IReadOnlyList<Method> methods)
    {
        var counted = methods.Where(method => !method.Skipped).ToList();
        if (counted.Count == 0)
            return "It has no test methods that are not skipped.";
        return counted.Find(method => method.Error is not null) is { } failing ? $"Its example solution fails {failing.Name} here: {failing.Error}" : null;
    }

    private static IEnumerable<TestContent> Tests(IReadOnlyList<Method> methods)
    {
        var counted = methods.Where(method => !method.Skipped && IsName(method.Name) && (method.Group.Length == 0 || IsName(method.Group))).ToList();
        var repeated = counted.CountBy(method => Title(method)).Where(pair => pair.Value > 1).Select(pair => pair.Key).ToHashSet();
        return counted.Select(method => new TestContent
        {
            Name = repeated.Contains(Title(method)) ? $"{method.Group}: {method.Name}" : Title(method),
            Script = Selection(method),
        });
    }

    /// <summary>Python that leaves one method to be run of all that the test file defines.</summary>
    private static string Selection(Method method) => method.Group.Length == 0
        ? $"""
            for _name in [name for name in globals() if name.startswith("test_") and name != "{method.Name}"]: del globals()[_name]
            import unittest; unittest.defaultTestLoader.getTestCaseNames = lambda case: []
            """
        : $"""
            for _name in [name for name in globals() if name.startswith("test_")]: del globals()[_name]
            import unittest; unittest.defaultTestLoader.getTestCaseNames = lambda case: ["{method.Name}"] if case.__name__ == "{method.Group}" else []
            """;

    private static string Title(Method method)
    {
        var words = method.Name.StartsWith("test_", StringComparison.Ordinal) ? method.Name[5..] : method.Name;
        return words.Replace('_', ' ').Trim() is { Length: > 0 } title ? title : method.Name;
    }

    private static bool IsName(string name) => PythonName().IsMatch(name);

    private static string ReadProgram()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("LearnFlow.Exercises.Import.discover.py")!;
        return new StreamReader(stream).ReadToEnd();
    }

    [GeneratedRegex(@"\A[^\W\d]\w{0,200}\z")]
    private static partial Regex PythonName();

    /// <summary>Why the tests cannot be run; no text when they can.</summary>
    private readonly record struct Problem(string? Text, bool IsLimit = false);

    private sealed record Method(string Group, string Name, string? Error, bool Skipped, double Seconds);
}
