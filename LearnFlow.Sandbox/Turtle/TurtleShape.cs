namespace LearnFlow.Sandbox.Turtle;

/// <summary>The turtle itself, where it stands and as it looks.</summary>
internal static class TurtleShape
{
    private const double MaxStretch = 50;

    /// <summary>Operands: turtle, x, y, heading in degrees, visible, shape, pen colour, fill colour, stretch.</summary>
    public static string Draw(DrawingCommand state)
    {
        var outline = state.Text(6) switch
        {
            "blank" => "",
            "circle" => """<circle r="8"/>""",
            "square" => """<polygon points="-8,-8 8,-8 8,8 -8,8"/>""",
            "triangle" => """<polygon points="10,0 -6,-9 -6,9"/>""",
            "turtle" => """<path d="M16,0 L12,-3 L9,-2 L11,-8 L8,-10 L5,-6 Q0,-9 -5,-6 L-8,-9 L-11,-7 L-8,-3 L-12,0 L-8,3 L-11,7 L-8,9 L-5,6 Q0,9 5,6 L8,10 L11,8 L9,2 L12,3 Z"/>""",
            "arrow" => """<polygon points="10,0 -10,-10 -10,10"/>""",
            _ => """<polygon points="0,0 -9,-5 -7,0 -9,5"/>""",
        };
        var stretch = Math.Clamp(state.Number(9), 0, MaxStretch);
        return outline.Length == 0
            ? ""
            : $"""<g transform="translate({Paper.N(state.Number(2))},{Paper.N(-state.Number(3))}) rotate({Paper.N(-state.Number(4))}) scale({Paper.N(stretch)})" stroke="{state.Colour(7)}" fill="{state.Colour(8)}">{outline}</g>""";
    }
}
