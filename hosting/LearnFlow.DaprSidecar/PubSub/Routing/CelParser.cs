using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace LearnFlow.DaprSidecar.PubSub.Routing;

/// <summary>Recursive descent over a rule's text; every level answers a function from the event to a value.</summary>
internal sealed partial class CelParser
{
    private readonly string _text;
    private readonly List<Match> _tokens;
    private int _at;

    public CelParser(string text)
    {
        _text = text;
        _tokens = [.. Token().Matches(text).Cast<Match>()];
        var read = _tokens.Sum(t => t.Length) + text.Count(char.IsWhiteSpace) - _tokens.Sum(t => t.Value.Count(char.IsWhiteSpace));
        if (read != text.Length) throw new FormatException($"the rule '{text}' has characters that routing rules do not know");
    }

    public Func<JsonElement, object?> Parse()
    {
        var expression = Or();
        return _at == _tokens.Count ? expression : throw Unexpected();
    }

    private Func<JsonElement, object?> Or()
    {
        var left = And();
        while (Take("||"))
        {
            var (a, b) = (left, And());
            left = e => CelValues.Truth(a(e)) || CelValues.Truth(b(e));
        }
        return left;
    }

    private Func<JsonElement, object?> And()
    {
        var left = Comparison();
        while (Take("&&"))
        {
            var (a, b) = (left, Comparison());
            left = e => CelValues.Truth(a(e)) && CelValues.Truth(b(e));
        }
        return left;
    }

    private Func<JsonElement, object?> Comparison()
    {
        var left = Unary();
        foreach (var sign in (ReadOnlySpan<string>)["==", "!=", "<=", ">=", "<", ">", "in"])
        {
            if (!Take(sign)) continue;
            var right = Unary();
            return sign switch
            {
                "==" => e => CelValues.Same(left(e), right(e)),
                "!=" => e => !CelValues.Same(left(e), right(e)),
                "<=" => e => CelValues.Compare(left(e), right(e)) <= 0,
                ">=" => e => CelValues.Compare(left(e), right(e)) >= 0,
                "<" => e => CelValues.Compare(left(e), right(e)) < 0,
                ">" => e => CelValues.Compare(left(e), right(e)) > 0,
                _ => e => CelValues.Items(right(e)).Any(item => CelValues.Same(left(e), item)),
            };
        }
        return left;
    }

    private Func<JsonElement, object?> Unary()
    {
        if (!Take("!")) return Member();
        var inner = Unary();
        return e => !CelValues.Truth(inner(e));
    }

    private Func<JsonElement, object?> Member()
    {
        var value = Primary();
        while (true)
        {
            if (Take("."))
            {
                var name = Next();
                value = Take("(") ? Call(value, name) : Field(value, name);
            }
            else if (Take("["))
            {
                var (target, index) = (value, Or());
                Expect("]");
                value = e => CelValues.At(target(e), index(e));
            }
            else return value;
        }
    }

    private static Func<JsonElement, object?> Field(Func<JsonElement, object?> target, string name) => e => CelValues.At(target(e), name);

    private Func<JsonElement, object?> Call(Func<JsonElement, object?> target, string method)
    {
        var argument = Or();
        Expect(")");
        return method switch
        {
            "startsWith" => e => CelValues.Text(target(e)).StartsWith(CelValues.Text(argument(e)), StringComparison.Ordinal),
            "endsWith" => e => CelValues.Text(target(e)).EndsWith(CelValues.Text(argument(e)), StringComparison.Ordinal),
            "contains" => e => CelValues.Text(target(e)).Contains(CelValues.Text(argument(e)), StringComparison.Ordinal),
            "matches" => e => Regex.IsMatch(CelValues.Text(target(e)), CelValues.Text(argument(e)), RegexOptions.NonBacktracking),
            _ => throw new FormatException($"routing rules do not know the function '{method}' in '{_text}'"),
        };
    }

    private Func<JsonElement, object?> Primary()
    {
        var token = Next();
        switch (token)
        {
            case "(":
                var inner = Or();
                Expect(")");
                return inner;
            case "[":
                var items = new List<Func<JsonElement, object?>>();
                while (!Take("]"))
                {
                    items.Add(Or());
                    Take(",");
                }
                return e => items.Select(i => i(e)).ToList();
            case "true": return _ => true;
            case "false": return _ => false;
            case "null": return _ => null;
            case "event": return e => e;
            case "has" or "size":
                Expect("(");
                var argument = Or();
                Expect(")");
                return token == "has" ? e => CelValues.Exists(() => argument(e)) : e => (double)CelValues.Size(argument(e));
        }
        if (token[0] is '"' or '\'') return Constant(Regex.Unescape(token[1..^1]));
        if (double.TryParse(token, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return Constant(number);
        throw new FormatException($"routing rules do not know '{token}' in '{_text}'");
    }

    private static Func<JsonElement, object?> Constant(object value) => _ => value;

    private bool Take(string token)
    {
        if (_at >= _tokens.Count || _tokens[_at].Value != token) return false;
        _at++;
        return true;
    }

    private void Expect(string token)
    {
        if (!Take(token)) throw Unexpected();
    }

    private string Next() => _at < _tokens.Count ? _tokens[_at++].Value : throw Unexpected();

    private FormatException Unexpected() =>
        new(_at < _tokens.Count ? $"'{_tokens[_at].Value}' is not expected at position {_tokens[_at].Index} of the rule '{_text}'"
        : $"the rule '{_text}' ends too soon");

    [GeneratedRegex("""&&|\|\||[=!<>]=|[<>!().,\[\]]|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|-?\d+(?:\.\d+)?|[A-Za-z_]\w*""")]
    private static partial Regex Token();
}
