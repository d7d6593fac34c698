using System.Globalization;
using System.Text.RegularExpressions;

namespace LearnFlow.DaprSidecar.Components;

/// <summary>Durations as Dapr's resources write them: Go's <c>time.ParseDuration</c>, or a bare number of seconds.</summary>
internal static partial class GoDuration
{
    /// <exception cref="FormatException">The text is no duration.</exception>
    public static TimeSpan Parse(string text)
    {
        text = text.Trim();
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)) return TimeSpan.FromSeconds(seconds);
        var parts = Part().Matches(text);
        if (parts.Count == 0 || parts.Sum(p => p.Length) != text.TrimStart('-').Length)
            throw new FormatException($"'{text}' is not a duration such as 500ms, 5s or 1m30s.");
        var total = parts.Sum(p => double.Parse(p.Groups[1].ValueSpan, CultureInfo.InvariantCulture) * Milliseconds(p.Groups[2].Value));
        return TimeSpan.FromMilliseconds(text[0] == '-' ? -total : total);
    }

    /// <summary>A duration as Go prints it, in seconds or milliseconds.</summary>
    public static string Format(TimeSpan duration) => duration.Ticks % TimeSpan.TicksPerSecond == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds}s") : string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMilliseconds}ms");

    private static double Milliseconds(string unit) => unit switch { "ms" => 1, "s" => 1000, "m" => 60_000, "h" => 3_600_000, "ns" => 1e-6, _ => 1e-3 };

    [GeneratedRegex(@"(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h)")]
    private static partial Regex Part();
}
