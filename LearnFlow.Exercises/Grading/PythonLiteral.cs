using System.Text.Json;
using System.Text.Json.Nodes;
using LearnFlow.Exercises.Content;

namespace LearnFlow.Exercises.Grading;

/// <summary>Writes JSON values as Python does.</summary>
public static class PythonLiteral
{
    /// <summary>What the learner would type to see the same as a call test: <c>area(2, 3)</c>.</summary>
    public static string CallOf(TestContent test) => $"{test.Call}({string.Join(", ", (test.Args ?? []).Select(Of))})";

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
