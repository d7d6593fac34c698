using System.Globalization;

namespace LearnFlow.DaprSidecar.State;

/// <summary>Time to live from a request's metadata.</summary>
internal static class StateTtl
{
    /// <summary>Seconds to live from <c>ttlInSeconds</c>; null where it is absent, 0 or −1 (never expires).</summary>
    /// <exception cref="FormatException">Not a number, or below −1 (components-contrib state/utils ParseTTL).</exception>
    public static int? Seconds(IReadOnlyDictionary<string, string> metadata)
    {
        if (!metadata.TryGetValue("ttlInSeconds", out var text) || text.Length == 0) return null;
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds))
            throw new FormatException($"error parsing TTL: incorrect value for metadata 'ttlInSeconds': {text} is not a whole number");
        if (seconds < -1) throw new FormatException("error parsing TTL: incorrect value for metadata 'ttlInSeconds': must be -1 or greater");
        return seconds <= 0 ? null : seconds;
    }
}
