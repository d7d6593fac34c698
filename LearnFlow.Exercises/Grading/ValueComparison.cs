using System.Text.Json;
using System.Text.Json.Nodes;

namespace LearnFlow.Exercises.Grading;

/// <summary>Compares what was expected with what came, as a teacher would.</summary>
public static class ValueComparison
{
    private const double Tolerance = 1e-9;

    /// <summary>
    /// Whether two values are equal as in Python: 3 equals 3.0, a bool equals only a bool, keys have no order. Numbers with
    /// a fraction may differ by one part in 10⁹, because 0.1 + 0.2 is nobody's mistake.
    /// </summary>
    public static bool AreEqual(JsonNode? expected, JsonNode? actual) => (expected, actual) switch
    {
        (null, null) => true,
        (null, _) or (_, null) => false,
        (JsonArray left, JsonArray right) => left.Count == right.Count && left.Zip(right).All(pair => AreEqual(pair.First, pair.Second)),
        (JsonObject left, JsonObject right) => left.Count == right.Count
            && left.All(pair => right.TryGetPropertyValue(pair.Key, out var value) && AreEqual(pair.Value, value)),
        (JsonValue left, JsonValue right) => AreEqual(left, right),
        _ => false,
    };

    /// <summary>Whether two outputs are the same line by line, without white space at the ends of lines and of the text.</summary>
    public static bool AreEqualText(string expected, string actual) => Lines(expected).SequenceEqual(Lines(actual));

    /// <summary>The lines that count.</summary>
    public static IReadOnlyList<string> Lines(string text)
        => [.. text.ReplaceLineEndings("\n").TrimEnd().Split('\n').Select(line => line.TrimEnd())];

    private static bool AreEqual(JsonValue left, JsonValue right)
    {
        if (left.GetValueKind() != right.GetValueKind())
            return false;
        if (left.GetValueKind() != JsonValueKind.Number)
            return JsonNode.DeepEquals(left, right);
        var (a, b) = (left.ToJsonString(), right.ToJsonString());
        if (a == b)
            return true;
        if (IsWhole(a) && IsWhole(b))
            return false; // two whole numbers of any size are equal only when their digits are
        var (x, y) = (double.Parse(a, System.Globalization.CultureInfo.InvariantCulture), double.Parse(b, System.Globalization.CultureInfo.InvariantCulture));
        return Math.Abs(x - y) <= Tolerance * Math.Max(1, Math.Max(Math.Abs(x), Math.Abs(y)));
    }

    private static bool IsWhole(string number) => number.AsSpan().IndexOfAny('.', 'e', 'E') < 0;
}
