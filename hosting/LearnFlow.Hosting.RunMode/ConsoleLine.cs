using System.Globalization;

namespace LearnFlow.Hosting.RunMode;

/// <summary>A line of a resource's console log.</summary>
public static class ConsoleLine
{
    /// <summary>The line as the process wrote it: Aspire puts the time before it, and once more when it is written to another resource's log.</summary>
    public static string WithoutTime(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        return space > 0 && DateTimeOffset.TryParse(line.AsSpan(0, space), CultureInfo.InvariantCulture, out _) ? line[(space + 1)..] : line;
    }
}
