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
public sealed partial class UnittestDiscovery(ISandbox sandbox)
{
    /// <summary>A method that takes longer here would run into the time limit of a test on a busy day.</summary>
    private const double MaxSeconds = 2.5;

    /// <summary>Marks that tests carry for Exercism's own runner mean nothing here: each leaves the method as it is.</summary>
    private const string PytestMarks = """
        class _Mark:
            def __getattr__(self, name):
                return lambda *args, **kwargs: args[0] if len(args) == 1 and callable(args[0]) and not kwargs else (lambda method: method)

        mark = _Mark()
        """;

    private static readonly string s_program = ReadProgram();
    private static readonly RunLimits s_limits = new(WallTimeMs: 30_000, CpuTimeMs: 10_000);

    /// <summary>The exercise, with every test method as a test.</summary>
    /// <param name="found">The folder.</param>
    /// <param name="concepts">The course's concepts: of the track's the ones that have the same name are kept.</param>
    /// <param name="cancellation">Ends the run.</param>
    /// <exception cref="HttpRequestException">The sandbox does not answer.</exception>
    public async Task<ImportedExercise> ReadAsync(ExercismExercise found, IReadOnlySet<string> concepts, CancellationToken cancellation)
    {
        // The tests import the submission by its own name; here it is the module main.
        var files = new Dictionary<string, string>(found.Others) { ["pytest.py"] = PytestMarks };
        if (found.Module != "main")
            files[$"{found.Module}.py"] = "import sys, main\nsys.modules[__name__] = main\n";

        var source = $"exercism:{found.Slug}";
        var (methods, problem) = await DiscoverAsync(found, files, cancellation);
        var content = new ExerciseContent
        {
            Slug = ContentRules.Slug(found.Slug),
            Title = found.Title,
            Kind = ExerciseKind.Function,
            Difficulty = found.Difficulty,
            Concepts = [.. found.Concepts.Where(concepts.Contains)],
            Statement = found.Statement,
            Starter = found.Stub,
            Solution = found.Example,
            Tests = new TestSuite { Preamble = found.Tests, Files = files, Visible = [.. Tests(methods)] },
            Hints = [],
            Wrong = [],
        };
        return new ImportedExercise(source, content, problem ?? Complaint(methods));
    }

    private async Task<(IReadOnlyList<Method> Methods, string? Problem)> DiscoverAsync(
        ExercismExercise found, Dictionary<string, string> files, CancellationToken cancellation)
    {
        var mark = RandomNumberGenerator.GetHexString(32);
        var run = await sandbox.RunAsync(
            new RunQuestion(
                s_program.Replace("@MARK@", mark, StringComparison.Ordinal),
                ".import/discover.py",
                [
                    new SandboxFile("main.py", found.Example),
                    new SandboxFile(".import/test.py", found.Tests),
                    .. files.Select(file => new SandboxFile(file.Key, file.Value)),
                ],
                s_limits),
            cancellation);
        var start = run.Output.LastIndexOf("\n" + mark, StringComparison.Ordinal);
        if (run.Status != "ok" || start < 0)
            return ([], $"Its tests do not run here: {run.ErrorType ?? run.Status}{(run.ErrorMessage is null ? "" : ": " + run.ErrorMessage)}.");
        try
        {
            return (JsonSerializer.Deserialize<List<Method>>(run.Output[(start + 1 + mark.Length)..], JsonSerializerOptions.Web)!, null);
        }
        catch (JsonException)
        {
            return ([], "Its tests write over what the search for them prints.");
        }
    }

    private static string? Complaint(IReadOnlyList<Method> methods)
    {
        var counted = methods.Where(method => !method.Skipped).ToList();
        if (counted.Count == 0)
            return "It has no test methods that are not skipped.";
        if (counted.Find(method => method.Error is not null) is { } failing)
            return $"Its example solution fails {failing.Name} here: {failing.Error}";
        return counted.Find(method => method.Seconds > MaxSeconds) is { } slow ? $"{slow.Name} takes {slow.Seconds:0.0} s here, too long for a test." : null;
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

    private sealed record Method(string Group, string Name, string? Error, bool Skipped, double Seconds);
}
