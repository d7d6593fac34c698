using System.Globalization;
using System.Text.Json;

namespace LearnFlow.Sandbox.Check;

/// <summary>
/// Whether two JSON values are equal as Python sees them, in time linear in their length.
/// <list type="bullet">
/// <item>Two integers are equal when they are the same number, however large.</item>
/// <item>Where one is a floating-point number, they are equal when both are finite and differ by at most 10⁻⁹ of the larger of 1 and
/// their magnitudes: −0.0 equals 0, and 2 equals 2.0.</item>
/// <item>A number that is no finite double (<c>1e999</c>) equals nothing. NaN and the infinities are no JSON.</item>
/// <item>Objects are equal when they have the same names, each once, with equal values.</item>
/// </list>
/// </summary>
internal static class JsonEquality
{
    private const double Tolerance = 1e-9;

    public static bool AreEqual(JsonElement expected, JsonElement actual) => (expected.ValueKind, actual.ValueKind) switch
    {
        (JsonValueKind.Number, JsonValueKind.Number) => AreEqualNumbers(expected.GetRawText(), actual.GetRawText()),
        (JsonValueKind.Array, JsonValueKind.Array) =>
            expected.GetArrayLength() == actual.GetArrayLength() && expected.EnumerateArray().Zip(actual.EnumerateArray(), AreEqual).All(equal => equal),
        (JsonValueKind.Object, JsonValueKind.Object) => AreEqualObjects(expected, actual),
        (JsonValueKind.String, JsonValueKind.String) => expected.GetString() == actual.GetString(),
        var (one, other) => one == other,
    };

    /// <summary>Whether two numbers of JSON text are equal.</summary>
    public static bool AreEqualNumbers(string expected, string actual)
    {
        if (IsInteger(expected) && IsInteger(actual))
        {
            // JSON writes an integer in one way only, but for the sign of zero.
            return expected == actual || (expected is "0" or "-0" && actual is "0" or "-0");
        }
        var (one, other) = (ToDouble(expected), ToDouble(actual));
        return double.IsFinite(one) && double.IsFinite(other)
            && Math.Abs(one - other) <= Tolerance * Math.Max(1, Math.Max(Math.Abs(one), Math.Abs(other)));
    }

    /// <summary>True when every number in it is finite, so that something can equal it.</summary>
    public static bool IsFinite(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => IsInteger(value.GetRawText()) || double.IsFinite(ToDouble(value.GetRawText())),
        JsonValueKind.Array => value.EnumerateArray().All(IsFinite),
        JsonValueKind.Object => value.EnumerateObject().All(property => IsFinite(property.Value)),
        _ => true,
    };

    private static bool AreEqualObjects(JsonElement expected, JsonElement actual)
    {
        var values = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var property in actual.EnumerateObject())
        {
            if (!values.TryAdd(property.Name, property.Value))
            {
                return false;
            }
        }
        foreach (var property in expected.EnumerateObject())
        {
            if (!values.Remove(property.Name, out var value) || !AreEqual(property.Value, value))
            {
                return false;
            }
        }
        return values.Count == 0;
    }

    private static bool IsInteger(string number) => !number.AsSpan().ContainsAny('.', 'e', 'E');

    private static double ToDouble(string number) => double.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture);
}
