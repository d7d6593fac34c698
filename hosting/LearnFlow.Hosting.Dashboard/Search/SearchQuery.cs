using System.Globalization;
using System.Text.RegularExpressions;

namespace LearnFlow.Hosting.Dashboard.Search;

/// <summary>
/// A search: words and quoted phrases that must all be found, <c>key:value</c> for a known field, <c>@key:value</c> for an
/// attribute, each with <c>-</c> before it to exclude, and <c>&gt; &gt;= &lt; &lt;=</c> before a number. The form is that of the stock dashboard.
/// </summary>
internal sealed partial class SearchQuery
{
    private readonly List<string> _words = [];
    private readonly List<Condition> _conditions = [];

    private SearchQuery(string? text, Func<string, bool> isField)
    {
        foreach (Match token in Token().Matches(text ?? ""))
        {
            var key = token.Groups["key"].Value.ToLowerInvariant();
            var isAttribute = token.Groups["at"].Success;
            if (key.Length > 0 && (isAttribute || isField(key)))
                _conditions.Add(new(key, isAttribute, token.Groups["not"].Success, token.Groups["op"].Value, Unquoted(token.Groups["value"].Value)));
            else if (Unquoted(token.Value) is { Length: > 0 } word)
                _words.Add(word);
        }
    }

    /// <summary>Reads a search; <paramref name="isField"/> says which keys are fields, others are words like any other.</summary>
    public static SearchQuery Parse(string? text, Func<string, bool> isField) => new(text, isField);

    /// <summary>True when nothing is asked.</summary>
    public bool IsEmpty => _words.Count == 0 && _conditions.Count == 0;

    /// <summary>Whether a record is what is searched.</summary>
    /// <param name="texts">What words are looked for in.</param>
    /// <param name="field">The text of a field.</param>
    /// <param name="attribute">The text of an attribute; null when there is none.</param>
    public bool Matches(IEnumerable<string> texts, Func<string, string?> field, Func<string, string?> attribute) =>
        _conditions.TrueForAll(c => c.Holds(c.IsAttribute ? attribute(c.Key) : field(c.Key)) != c.IsNegated)
        && (_words.Count == 0 || AllFound(texts));

    private bool AllFound(IEnumerable<string> texts)
    {
        var all = texts.ToArray();
        return _words.TrueForAll(word => Array.Exists(all, text => text.Contains(word, StringComparison.OrdinalIgnoreCase)));
    }

    private static string Unquoted(string text) => text.Length >= 2 && text[0] == '"' && text[^1] == '"' ? text[1..^1] : text;

    [GeneratedRegex("""(?<not>-)?(?<at>@)?(?<key>[^\s":@-][^\s":]*):(?<op>>=|<=|>|<)?(?<value>"[^"]*"|[^\s"]+)|"[^"]*"|[^\s"]+""", RegexOptions.CultureInvariant)]
    private static partial Regex Token();

    private sealed record Condition(string Key, bool IsAttribute, bool IsNegated, string Operator, string Value)
    {
        private readonly double? _number = Number(Value);

        public bool Holds(string? given)
        {
            if (given is null)
                return false;
            if (Operator.Length == 0)
                return given.Contains(Value, StringComparison.OrdinalIgnoreCase);
            return _number is { } bound && Number(given) is { } number && Operator switch
            {
                ">" => number > bound,
                ">=" => number >= bound,
                "<" => number < bound,
                _ => number <= bound,
            };
        }

        private static double? Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
