using System.Text.Json;

namespace LearnFlow.DaprSidecar.PubSub.Routing;

/// <summary>Values of rules: JSON of the event on one side, literals (string, double, bool, null, list) on the other.</summary>
internal static class CelValues
{
    /// <summary>A field or an item; a missing one is an error, as in CEL.</summary>
    public static object? At(object? target, object? index)
    {
        if (target is not JsonElement json) throw new InvalidOperationException($"no such field: {index}");
        if (json.ValueKind == JsonValueKind.Object && index is string name && json.TryGetProperty(name, out var field)) return Plain(field);
        if (json.ValueKind == JsonValueKind.Array && index is double at && at >= 0 && at < json.GetArrayLength()) return Plain(json[(int)at]);
        throw new InvalidOperationException($"no such key: {index}");
    }

    public static bool Exists(Func<object?> read)
    {
        try
        {
            read();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    public static bool Truth(object? value) => value as bool? ?? throw new InvalidOperationException("&&, || and ! take true or false");

    public static string Text(object? value) => value as string ?? throw new InvalidOperationException("the function takes a string");

    public static bool Same(object? a, object? b) => Equals(a, b);

    public static int Compare(object? a, object? b) => (a, b) switch
    {
        (double x, double y) => x.CompareTo(y),
        (string x, string y) => string.CompareOrdinal(x, y),
        _ => throw new InvalidOperationException("only numbers and strings have an order"),
    };

    public static IEnumerable<object?> Items(object? value) => value switch
    {
        List<object?> list => list,
        JsonElement { ValueKind: JsonValueKind.Array } array => array.EnumerateArray().Select(Plain),
        JsonElement { ValueKind: JsonValueKind.Object } map => map.EnumerateObject().Select(p => (object?)p.Name),
        _ => throw new InvalidOperationException("'in' takes a list"),
    };

    public static int Size(object? value) => value is string text ? text.Length : Items(value).Count();

    private static object? Plain(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number => json.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Null => null,
        _ => json,
    };
}
