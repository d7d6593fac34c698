using System.Globalization;
using System.Text;
using System.Text.Json;

namespace LearnFlow.Sandbox.Check;

/// <summary>
/// Judges the values that a guest reports, in the worker and outside the guest's memory. The guest can report what it likes,
/// but passes only by reporting every expected value; the first wrong one is final, so nothing can be found out by trying.
/// </summary>
internal sealed class ReportedValues(IReadOnlyList<Expectation> expectations)
{
    /// <summary>Bytes of one report; a longer one is wrong.</summary>
    public const int MaxReportBytes = 8 << 20;

    /// <summary>Characters of a value that is shown; a longer one is cut, and ends in an ellipsis.</summary>
    public const int MaxShownCharacters = 64 << 10;

    private const string Right = "1", Wrong = "0";

    private readonly int[] _given = new int[expectations.Count];
    private bool _isWrong, _hasEnded;
    private string? _shown;

    /// <summary>What is to be said of the run.</summary>
    public JudgedValues Judged =>
        new(_hasEnded && !_isWrong && expectations.Index().All(expected => _given[expected.Index] >= expected.Item.Times), _shown);

    /// <summary>Takes a report: the expectation's number, the value and the value as Python shows it, a line each; or <c>end</c>.</summary>
    /// <returns><c>1</c> when the value is right; else <c>0</c>, at the first wrong value with what was expected in the next line.</returns>
    public string Take(ReadOnlySpan<byte> report)
    {
        var parts = report.Length <= MaxReportBytes ? Encoding.UTF8.GetString(report).Split('\n', 3) : [];
        if (parts is ["end"])
        {
            _hasEnded = true;
            return Right;
        }
        if (_isWrong || parts is not [var number, var value, var shown] || !TryFind(number, out var index))
        {
            _isWrong = true;
            return Wrong;
        }
        var expected = expectations[index];
        _shown = shown.Length <= MaxShownCharacters ? shown : shown[..MaxShownCharacters] + "…";
        if (!IsRight(expected, value, shown))
        {
            _isWrong = true;
            return $"{Wrong}\n{expected.Shown}";
        }
        _given[index]++;
        return Right;
    }

    private bool TryFind(string number, out int index) =>
        int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out index) && index < expectations.Count;

    private static bool IsRight(Expectation expected, string value, string shown) => expected.Comparison switch
    {
        Comparison.Json => AreEqualJson(expected.Value, value),
        Comparison.Repr => expected.Value == shown,
        _ => expected.Value == value,
    };

    private static bool AreEqualJson(string expected, string reported)
    {
        try
        {
            using var one = JsonDocument.Parse(expected);
            using var other = JsonDocument.Parse(reported);
            return JsonEquality.AreEqual(one.RootElement, other.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false; // no JSON, or half a surrogate pair, which is no text
        }
    }
}

/// <summary>How the values of a run were.</summary>
/// <param name="AreRight">True when every expected value was given and no wrong one.</param>
/// <param name="Shown">The value that was reported last, as Python writes it.</param>
internal sealed record JudgedValues(bool AreRight, string? Shown);
