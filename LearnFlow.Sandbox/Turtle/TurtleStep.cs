using System.Text.Json.Nodes;

namespace LearnFlow.Sandbox.Turtle;

/// <summary>
/// A step of a drawing as pages animate it: an array of its name and its checked operands. Positions are in pixels from the middle,
/// y upward; headings in degrees, counterclockwise from the right; a speed is 1 to 10, 0 for at once, −1 with the next.
/// </summary>
/// <remarks>
/// <c>line turtle x1 y1 x2 y2 heading width colour speed</c>, <c>move turtle x1 y1 x2 y2 heading speed</c>, <c>turn turtle heading speed</c>,
/// <c>fill turtle</c> (the place of a fill that ends later), <c>filled turtle colour [x y …]</c>, <c>dot turtle x y size colour</c>,
/// <c>text turtle x y text align family pixels style colour</c>, <c>stamp</c> and <c>turtle</c> (<c>turtle x y heading visible shape pen
/// fill stretch</c>), <c>clear turtle</c>, <c>background colour</c>, <c>pause</c>.
/// </remarks>
internal static class TurtleStep
{
    private static readonly string[] s_shapes = ["arrow", "blank", "circle", "classic", "square", "triangle", "turtle"];

    /// <summary>The step of a command; null when it is nothing to be seen.</summary>
    public static JsonArray? From(DrawingCommand command) => command.Name switch
    {
        "line" => [.. Numbers(command, 5), command.Number(9), Width(command.Number(6)), command.Colour(7), command.Number(8)],
        "move" => [.. Numbers(command, 5), command.Number(6), command.Number(7)],
        "turn" => [.. Numbers(command, 3)],
        "fill" or "clear" => [.. Numbers(command, 1)],
        "filled" => [.. Numbers(command, 1), command.Colour(2), new JsonArray([.. command.Numbers(3).Select(number => (JsonNode)number)])],
        "dot" => [.. Numbers(command, 4), command.Colour(5)],
        "text" => [.. Numbers(command, 3), command.Text(4), Align(command.Text(5)), Family(command.Text(6)), Math.Clamp(command.Number(7), 1, 500) * 4 / 3, Style(command.Text(8)), command.Colour(9)],
        "stamp" or "turtle" => [.. Numbers(command, 4), command.Flag(5), Shape(command.Text(6)), command.Colour(7), command.Colour(8), Math.Clamp(command.Number(9), 0, 50)],
        "background" => ["background", command.Colour(1)],
        "pause" => ["pause"],
        _ => null,
    };

    private static IEnumerable<JsonNode> Numbers(DrawingCommand command, int count) => [command.Name, .. Enumerable.Range(1, count).Select(index => (JsonNode)command.Number(index))];

    private static double Width(double width) => Math.Max(0, width);

    private static string Align(string align) => align is "center" or "right" ? align : "left";

    private static string Family(string family) => new([.. family.Where(character => char.IsAsciiLetterOrDigit(character) || character == ' ').Take(40)]);

    private static string Style(string style) =>
        (style.Contains("italic", StringComparison.Ordinal) ? "italic " : "") + (style.Contains("bold", StringComparison.Ordinal) ? "bold" : "");

    private static string Shape(string shape) => s_shapes.Contains(shape) ? shape : "classic";
}
