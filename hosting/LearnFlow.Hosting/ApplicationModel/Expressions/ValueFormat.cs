namespace Aspire.Hosting.ApplicationModel;

/// <summary>The formats that a hole of an expression may ask for.</summary>
internal static class ValueFormat
{
    /// <summary>Applies a format: none, or <c>uri</c> for percent-encoding.</summary>
    /// <exception cref="FormatException">The format is unknown.</exception>
    public static string? Apply(string? value, string? format) => (value, format?.ToUpperInvariant()) switch
    {
        (null, _) => null,
        (_, null) => value,
        (_, "URI") => Uri.EscapeDataString(value),
        _ => throw new FormatException($"The format '{format}' is not supported. Supported formats are: uri (encodes a URI)."),
    };
}
