namespace LearnFlow.Hosting.Dashboard.Telemetry;

/// <summary>A name and a value: <see cref="string"/>, <see cref="long"/>, <see cref="double"/>, <see cref="bool"/>, <c>byte[]</c>, <c>object?[]</c> or <c>TelemetryValue[]</c>; null for none.</summary>
internal readonly record struct TelemetryValue(string Name, object? Value)
{
    /// <summary>The value as people read it.</summary>
    public string Text => ToText(Value);

    /// <summary>The value of an attribute; null when there is none of that name.</summary>
    public static object? Find(TelemetryValue[] attributes, string name)
    {
        foreach (var attribute in attributes)
        {
            if (string.Equals(attribute.Name, name, StringComparison.OrdinalIgnoreCase))
                return attribute.Value;
        }
        return null;
    }

    /// <summary>Any of the values above as people read it.</summary>
    public static string ToText(object? value) => value switch
    {
        null => "",
        string text => text,
        bool flag => flag ? "true" : "false",
        byte[] bytes => Convert.ToBase64String(bytes),
        object?[] list => $"[{string.Join(", ", list.Select(ToText))}]",
        TelemetryValue[] map => $"{{{string.Join(", ", map.Select(v => $"{v.Name}: {v.Text}"))}}}",
        _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? "",
    };

    /// <summary>About how many bytes of memory the values hold.</summary>
    public static int Size(TelemetryValue[] attributes)
    {
        var size = 24;
        foreach (var attribute in attributes)
            size += 16 + (attribute.Value is string text && text.Length > StringPool.LongestPooled ? 2 * text.Length : 16);
        return size;
    }
}
