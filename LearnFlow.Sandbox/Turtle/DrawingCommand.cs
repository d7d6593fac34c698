using System.Text.Json;
using System.Text.RegularExpressions;

namespace LearnFlow.Sandbox.Turtle;

/// <summary>
/// One command of turtle.py's: a JSON array of its name and its operands. The program can write anything there, so every
/// operand is read through here: numbers are clamped, colours and words checked, text cut.
/// </summary>
internal sealed partial class DrawingCommand
{
    private const double Farthest = 100_000;
    private const int MaxTextCharacters = 500;
    private const int MaxBroken = 100;
    private readonly JsonElement[] _operands;

    private DrawingCommand(JsonElement[] operands) => _operands = operands;

    /// <summary>What to do.</summary>
    public string Name => Text(0);

    /// <summary>
    /// The commands of a program, at most so many, without the lines that are none. They end after <see cref="MaxBroken"/> lines that
    /// are no JSON, since finding one out costs as much as a thousand commands.
    /// </summary>
    public static IEnumerable<DrawingCommand> Parse(string drawing, int most)
    {
        var broken = 0;
        foreach (var line in drawing.Split('\n', most + 1, StringSplitOptions.RemoveEmptyEntries).Take(most))
        {
            if (TryParse(line) is not { } operands)
            {
                if (++broken == MaxBroken)
                {
                    yield break;
                }
            }
            else if (operands.ValueKind == JsonValueKind.Array)
            {
                yield return new DrawingCommand([.. operands.EnumerateArray()]);
            }
        }
    }

    /// <summary>A number; 0 when there is none.</summary>
    public double Number(int index) => index < _operands.Length ? Number(_operands[index]) : 0;

    /// <summary>The numbers of a list.</summary>
    public IReadOnlyList<double> Numbers(int index) =>
        index < _operands.Length && _operands[index].ValueKind == JsonValueKind.Array ? [.. _operands[index].EnumerateArray().Select(Number)] : [];

    /// <summary>A colour that can stand in an attribute: a name in letters, or #rgb, or #rrggbb; black when it is none.</summary>
    public string Colour(int index) => Colours().IsMatch(Text(index)) ? Text(index) : "black";

    /// <summary>Text, cut to a length that is shown; it is not encoded yet.</summary>
    public string Text(int index) =>
        index < _operands.Length && _operands[index].ValueKind == JsonValueKind.String && TextOf(_operands[index]) is { } text
            ? text[..Math.Min(text.Length, MaxTextCharacters)]
            : "";

    /// <summary>Whether the operand is true.</summary>
    public bool Flag(int index) => index < _operands.Length && _operands[index].ValueKind == JsonValueKind.True;

    private static JsonElement? TryParse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // JSON can hold half a surrogate pair, a string cannot.
    private static string? TextOf(JsonElement text)
    {
        try
        {
            return text.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static double Number(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number)
            ? Math.Clamp(number, -Farthest, Farthest)
            : 0;

    [GeneratedRegex("""^(?:[a-z]{1,30}|#[0-9a-f]{3}|#[0-9a-f]{6})\z""", RegexOptions.CultureInvariant)]
    private static partial Regex Colours();
}
