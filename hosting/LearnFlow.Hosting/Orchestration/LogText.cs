namespace LearnFlow.Hosting.Orchestration;

/// <summary>Reading the lines of a resource's log.</summary>
internal static class LogText
{
    /// <summary>The text after the time that the log puts before every line.</summary>
    public static string WithoutTime(string content)
    {
        var space = content.IndexOf(' ', StringComparison.Ordinal);
        return space > 0 && DateTime.TryParse(content.AsSpan(0, space), System.Globalization.CultureInfo.InvariantCulture, out _) ? content[(space + 1)..] : content;
    }
}
