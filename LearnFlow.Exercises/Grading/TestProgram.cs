using System.Text.Json;
using System.Text.Json.Nodes;
using LearnFlow.Exercises.Content;

namespace LearnFlow.Exercises.Grading;

/// <summary>
/// Makes the program that the sandbox runs for a test. What a test needs stands after the learner's code, so that line
/// numbers stay theirs. The expected output or value never enters the program: it is compared here, outside.
/// </summary>
public static class TestProgram
{
    /// <summary>The run for one test.</summary>
    /// <param name="code">The learner's code.</param>
    /// <param name="test">The test.</param>
    /// <param name="mark">
    /// A word that the learner cannot know, printed before the value of a call and after the last assert of a script: a
    /// program that ends early on purpose prints no mark and does not pass.
    /// </param>
    public static SandboxRunRequest For(string code, TestContent test, string mark) => new(
        "python",
        test.Kind switch
        {
            TestKind.Call => code + CallOf(test, mark),
            TestKind.Script => $"{code}\n\n{test.Script}\n\nprint(\"\\n{mark}\")\n",
            _ => code,
        },
        test.Stdin,
        test.Files is null ? null : [.. test.Files.Select(file => new SandboxFile(file.Key, file.Value))]);

    /// <summary>What the learner would type to see the same: <c>area(2, 3)</c>.</summary>
    public static string Describe(TestContent test) => $"{test.Call}({string.Join(", ", (test.Args ?? []).Select(PythonLiteral.Of))})";

    private static string CallOf(TestContent test, string mark)
        => $"\n\nimport json as _json\nprint(\"\\n{mark}\" + _json.dumps({test.Call}("
            + $"*_json.loads({JsonSerializer.Serialize((test.Args ?? []).ToJsonString())})), default=repr))\n";
}

/// <summary>Writes JSON values as Python does.</summary>
public static class PythonLiteral
{
    /// <summary><c>true</c> is True, <c>null</c> None, lists and dictionaries with a space after each comma.</summary>
    public static string Of(JsonNode? value) => value switch
    {
        null => "None",
        JsonArray array => $"[{string.Join(", ", array.Select(Of))}]",
        JsonObject map => $"{{{string.Join(", ", map.Select(pair => $"{Quote(pair.Key)}: {Of(pair.Value)}"))}}}",
        _ => value.GetValueKind() switch
        {
            JsonValueKind.True => "True",
            JsonValueKind.False => "False",
            JsonValueKind.String => Quote(value.GetValue<string>()),
            _ => value.ToJsonString(),
        },
    };

    private static string Quote(string text)
    {
        var quote = text.Contains('\'', StringComparison.Ordinal) && !text.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        var inner = text
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal)
            .Replace("\t", "\\t", StringComparison.Ordinal)
            .Replace(quote.ToString(), "\\" + quote, StringComparison.Ordinal);
        return $"{quote}{inner}{quote}";
    }
}
