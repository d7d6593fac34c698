using System.Globalization;
using System.Text.RegularExpressions;

namespace LearnFlow.KafkaBroker;

/// <summary>A topic to create at start.</summary>
/// <param name="Name">Kafka's rules: letters, digits, '.', '_' and '-', at most 249.</param>
/// <param name="Partitions">1 to 10000.</param>
internal sealed partial record Topic(string Name, int Partitions)
{
    /// <summary>Reads NAME:PARTITIONS; null when it is not that.</summary>
    public static Topic? Parse(string text)
    {
        var colon = text.LastIndexOf(':');
        return colon > 0
            && NamePattern().IsMatch(text[..colon])
            && int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var partitions)
            && partitions is >= 1 and <= 10_000
            ? new Topic(text[..colon], partitions)
            : null;
    }

    [GeneratedRegex(@"^[A-Za-z0-9._-]{1,249}$")]
    private static partial Regex NamePattern();
}
