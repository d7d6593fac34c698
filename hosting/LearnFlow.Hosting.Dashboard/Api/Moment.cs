using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace LearnFlow.Hosting.Dashboard.Api;

/// <summary>A time in a query: milliseconds since 1970, ISO 8601, or how long ago it was (<c>30s</c>, <c>5m</c>, <c>2h</c>, <c>1d</c>).</summary>
/// <param name="Milliseconds">Since 1970 (UTC).</param>
internal readonly record struct Moment(double Milliseconds) : IParsable<Moment>
{
    /// <summary>As records have it.</summary>
    public ulong Nanoseconds => Milliseconds <= 0 ? 0 : (ulong)(Milliseconds * 1e6);

    public static Moment Parse(string s, IFormatProvider? provider) => TryParse(s, provider, out var moment) ? moment : throw new FormatException($"'{s}' is no time.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Moment result)
    {
        result = default;
        if (string.IsNullOrEmpty(s))
            return false;
        if (double.TryParse(s, NumberStyles.Float, CultureInfo.InvariantCulture, out var milliseconds))
            result = new(milliseconds);
        else if (Unit(s[^1]) is { } unit && double.TryParse(s.AsSpan(0, s.Length - 1), NumberStyles.Float, CultureInfo.InvariantCulture, out var units))
            result = new(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() - units * unit.TotalMilliseconds);
        else if (DateTimeOffset.TryParse(s, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            result = new(time.ToUnixTimeMilliseconds());
        else
            return false;
        return true;
    }

    private static TimeSpan? Unit(char letter) => letter switch
    {
        's' => TimeSpan.FromSeconds(1),
        'm' => TimeSpan.FromMinutes(1),
        'h' => TimeSpan.FromHours(1),
        'd' => TimeSpan.FromDays(1),
        _ => null,
    };
}
