using System.Globalization;

namespace LearnFlow.DaprSidecar.Components;

/// <summary>The settings of a component by name. Names are compared without case, as Dapr's metadata decoder does.</summary>
public sealed class ComponentMetadata(IEnumerable<KeyValuePair<string, string>> values)
{
    private readonly Dictionary<string, string> _values = new(values, StringComparer.OrdinalIgnoreCase);

    /// <summary>These settings and more.</summary>
    public ComponentMetadata With(IEnumerable<KeyValuePair<string, string>> more) => new(_values.Concat(more));

    /// <summary>The setting's text, or null where it is not set or empty. Further names are aliases.</summary>
    public string? this[params ReadOnlySpan<string> names]
    {
        get
        {
            foreach (var name in names)
                if (_values.TryGetValue(name, out var value) && value.Length > 0) return value;
            return null;
        }
    }

    /// <summary>The setting's text.</summary>
    /// <exception cref="InvalidOperationException">The setting is missing; the sentence names it.</exception>
    public string Required(string name) => this[name] ?? throw new InvalidOperationException($"metadata property '{name}' is missing.");

    /// <summary>True for 1, true, t, y, yes and on, as Dapr's IsTruthy.</summary>
    public bool Flag(string name) => IsTruthy(this[name]);

    /// <summary>A duration: a number of seconds, or Go's form such as <c>1m30s</c> and <c>200ms</c>.</summary>
    public TimeSpan Duration(TimeSpan fallback, params ReadOnlySpan<string> names) => this[names] is { } text ? GoDuration.Parse(text) : fallback;

    /// <summary>A whole number.</summary>
    public int Number(string name, int fallback) => this[name] is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : fallback;

    internal static bool IsTruthy(string? value) => value?.Trim().ToUpperInvariant() is "1" or "T" or "TRUE" or "Y" or "YES" or "ON";
}
