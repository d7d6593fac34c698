using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using LearnFlow.Exercises.Content;
using LearnFlow.Exercises.Grading;

namespace LearnFlow.Exercises.Import;

/// <summary>Writes exercises as a track in Exercism's layout. Predictions, of which nothing is run, are left out.</summary>
public static class ExercismFolder
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>The archive.</summary>
    public static byte[] Zip(IEnumerable<ExerciseContent> exercises)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create))
        {
            var written = exercises.Where(exercise => exercise.Kind != ExerciseKind.PredictOutput).ToList();
            foreach (var exercise in written)
            {
                foreach (var (path, text) in Files(exercise))
                    Add(archive, $"exercises/practice/{exercise.Slug}/{path}", text);
            }
            Add(archive, "config.json", JsonSerializer.Serialize(new
            {
                language = "Python",
                slug = "learnflow",
                exercises = new
                {
                    concept = Array.Empty<object>(),
                    practice = written.Select(exercise => new
                    {
                        slug = exercise.Slug,
                        name = exercise.Title,
                        difficulty = exercise.Difficulty * 2,
                        practices = exercise.Concepts,
                    }),
                },
            }, s_json));
        }
        return bytes.ToArray();
    }

    private static IEnumerable<(string Path, string Text)> Files(ExerciseContent exercise)
    {
        var module = exercise.Tests.Entry is { } entry ? Path.ChangeExtension(entry, null) : exercise.Slug.Replace('-', '_');
        yield return (".meta/config.json", $$"""
            {"files": {"solution": ["{{module}}.py"], "test": ["{{module}}_test.py"], "example": [".meta/example.py"]} }
            """);
        yield return (".meta/example.py", exercise.Solution);
        yield return (".docs/instructions.md", exercise.Statement);
        yield return ($"{module}.py", exercise.Starter);
        yield return ($"{module}_test.py", TestFile(module, exercise.Tests));
        foreach (var (path, text) in exercise.Tests.Files ?? new Dictionary<string, string>())
            yield return (path, text);
    }

    private static string TestFile(string module, TestSuite suite)
    {
        var text = new StringBuilder($"import contextlib\nimport importlib\nimport io\nimport sys\nimport unittest\n\nimport {module}\n\n\nclass ExerciseTest(unittest.TestCase):\n");
        foreach (var (index, test) in suite.All.Index())
        {
            text.Append(CultureInfo.InvariantCulture, $"    def test_{index + 1:000}_{string.Concat(test.Name.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'))}(self):\n");
            text.Append(test.Kind switch
            {
                TestKind.Call => $"        self.assertEqual({module}.{PythonLiteral.CallOf(test)}, {PythonLiteral.Of(test.Returns)})\n\n",
                TestKind.Script => $"        names = dict(vars({module}))\n        exec({PythonLiteral.Of($"{suite.Preamble}\n{test.Script}")}, names)\n\n",
                _ => $"""
                            sys.stdin, output = io.StringIO({PythonLiteral.Of(test.Stdin ?? "")}), io.StringIO()
                            with contextlib.redirect_stdout(output):
                                importlib.reload({module})
                            self.assertEqual(output.getvalue().split(), {PythonLiteral.Of(test.Output ?? "")}.split())


                    """,
            });
        }
        return text.ToString();
    }

    private static void Add(ZipArchive archive, string path, string text)
    {
        using var writer = new StreamWriter(archive.CreateEntry(path).Open());
        writer.Write(text);
    }
}
