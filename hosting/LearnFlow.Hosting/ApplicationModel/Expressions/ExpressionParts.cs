using System.Globalization;
using System.Text;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>An expression under construction.</summary>
internal sealed class ExpressionParts(int literalLength = 0, int valueCount = 0)
{
    public const string NoFormatOnExpressions =
        "ReferenceExpression instances can't be used in interpolated string with a custom format. Duplicate the inner expression in-place.";

    private readonly StringBuilder _format = new(literalLength * 2);
    private readonly List<IValueProvider> _values = new(valueCount);
    private readonly List<string> _expressions = new(valueCount);
    private readonly List<string?> _formats = new(valueCount);

    public bool IsEmpty => _format.Length == 0;

    public void AddText(string? text) => _format.Append(text);

    public void AddValue(IValueProvider value, string expression, string? format)
    {
        _format.Append(CultureInfo.InvariantCulture, $"{{{_values.Count}}}");
        _values.Add(value);
        _expressions.Add(expression);
        _formats.Add(format);
    }

    public ReferenceExpression ToExpression() => new(_format.ToString(), [.. _values], [.. _expressions], [.. _formats]);

    /// <summary>Doubles single braces and leaves doubled ones as they are.</summary>
    public static string EscapeBraces(string text)
    {
        if (text.AsSpan().IndexOfAny('{', '}') < 0)
            return text;
        var escaped = new StringBuilder(text.Length + 4);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            escaped.Append(c);
            if (c is not ('{' or '}'))
                continue;
            escaped.Append(c);
            if (i + 1 < text.Length && text[i + 1] == c)
                i++;
        }
        return escaped.ToString();
    }
}
