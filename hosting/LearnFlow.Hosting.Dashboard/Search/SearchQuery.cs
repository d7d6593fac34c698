using System.Globalization;
using System.Text.RegularExpressions;

namespace LearnFlow.Hosting.Dashboard.Search;

/// <summary>
/// A search: words and quoted phrases that must all be found, <c>key:value</c> for a known field, <c>@key:value</c> for an
/// attribute, each with <c>-</c> before it to exclude, and <c>&gt; &gt;= &lt; &lt;=</c> before a number. The form is that of the stock dashboard.
/// </summary>
internal sealed partial class SearchQuery
{
    private readonly List<Word> _words = [];
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
                _words.Add(new(word));
        }
    }

    /// <summary>Reads a search; <paramref name="isField"/> says which keys are fields, others are words like any other.</summary>
    public static SearchQuery Parse(string? text, Func<string, bool> isField) => new(text, isField);

    /// <summary>True when nothing is asked.</summary>
    public bool IsEmpty => _words.Count == 0 && _conditions.Count == 0;

    /// <summary>Whether a record is what is searched.</summary>
    /// <param name="record">A record.</param>
    /// <param name="holds">Whether a word is found anywhere.</param>
    /// <param name="field">The text of a field.</param>
    /// <param name="number">The value of a field that is a number; null for others.</param>
    /// <param name="attribute">The text of an attribute; null when there is none.</param>
    /// <remarks>Asked for each of hundreds of thousands of records: it allocates nothing.</remarks>
    public bool Matches<T>(T record, Func<T, Word, bool> holds, Func<T, string, string?> field, Func<T, string, double?> number, Func<T, string, string?> attribute)
    {
        foreach (var condition in _conditions)
        {
            var isHeld = condition.IsAttribute ? condition.Holds(attribute(record, condition.Key))
                : condition.Operator.Length > 0 && number(record, condition.Key) is { } value ? condition.Holds(value)
                : condition.Holds(field(record, condition.Key));
            if (isHeld == condition.IsNegated)
                return false;
        }
        foreach (var word in _words)
        {
            if (!holds(record, word))
                return false;
        }
        return true;
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
            return Number(given) is { } number && Holds(number);
        }

        public bool Holds(double number) => _number is { } bound && Operator switch
        {
            ">" => number > bound,
            ">=" => number >= bound,
            "<" => number < bound,
            _ => number <= bound,
        };

        private static double? Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}

/// <summary>A word or phrase that is searched, in any case.</summary>
internal sealed class Word(string text)
{
    private readonly bool _mayBeId = text.All(char.IsAsciiHexDigit);

    public bool IsIn(string other) => other.Contains(text, StringComparison.OrdinalIgnoreCase);

    /// <summary>Ids are hexadecimal: most words need not be looked for in them.</summary>
    public bool IsInId(string id) => _mayBeId && IsIn(id);
}
