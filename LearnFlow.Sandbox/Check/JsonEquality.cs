using System.Text.Json;

namespace LearnFlow.Sandbox.Check;

/// <summary>Whether two values are equal as Python sees them.</summary>
internal static class JsonEquality
{
    private const double Tolerance = 1e-9;

    public static bool AreEqual(JsonElement expected, JsonElement actual) => (expected.ValueKind, actual.ValueKind) switch
    {
        (JsonValueKind.Number, JsonValueKind.Number) => AreEqualNumbers(expected, actual),
        (JsonValueKind.Array, JsonValueKind.Array) =>
            expected.GetArrayLength() == actual.GetArrayLength() && expected.EnumerateArray().Zip(actual.EnumerateArray(), AreEqual).All(equal => equal),
        (JsonValueKind.Object, JsonValueKind.Object) =>
            expected.EnumerateObject().Count() == actual.EnumerateObject().Count()
            && expected.EnumerateObject().All(property => actual.TryGetProperty(property.Name, out var value) && AreEqual(property.Value, value)),
        (JsonValueKind.String, JsonValueKind.String) => expected.GetString() == actual.GetString(),
        var (one, other) => one == other,
    };

    private static bool AreEqualNumbers(JsonElement expected, JsonElement actual)
    {
        // Integers of any size are compared as they are written.
        if (expected.GetRawText() == actual.GetRawText())
            return true;
        if (!expected.TryGetDouble(out var one) || !actual.TryGetDouble(out var other))
            return false;
        var isInteger = !(expected.GetRawText() + actual.GetRawText()).AsSpan().ContainsAny(".eE");
        return !isInteger && Math.Abs(one - other) <= Tolerance * Math.Max(1, Math.Max(Math.Abs(one), Math.Abs(other)));
    }
}
