using System.Globalization;

namespace LearnFlow.Sandbox.Piston;

/// <summary>
/// Whether a version lies in a range, as far as Piston's clients write ranges (npm's semver): <c>3.11.3</c>, <c>3</c>, <c>3.11.x</c>,
/// <c>*</c>, <c>^3.9.0</c>, <c>~3.11.0</c>, <c>&gt;=3.9</c>.
/// </summary>
internal static class VersionRange
{
    public static bool Contains(string range, string version)
    {
        var text = range.Trim();
        var operation = text.TrimStart('^', '~', '>', '=', 'v') is var rest && text.Length > rest.Length ? text[..^rest.Length] : "";
        var wanted = rest.Split('.').TakeWhile(part => part is not ("*" or "x" or "X" or "")).Select(Number).ToArray();
        var actual = version.Split('.').Select(Number).ToArray();
        if (wanted.Length > actual.Length || wanted.Any(part => part < 0))
            return false;
        var fixedParts = operation switch
        {
            ">=" or ">" => 0,
            "^" => Math.Min(1, wanted.Length),
            "~" => Math.Min(2, wanted.Length),
            _ => wanted.Length,
        };
        if (!wanted.Take(fixedParts).SequenceEqual(actual.Take(fixedParts)))
            return false;
        var order = wanted.Zip(actual, (one, other) => other.CompareTo(one)).FirstOrDefault(difference => difference != 0);
        return operation == ">" ? order > 0 : order >= 0;
    }

    private static int Number(string part) => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
}
