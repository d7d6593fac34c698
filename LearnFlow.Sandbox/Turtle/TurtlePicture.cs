namespace LearnFlow.Sandbox.Turtle;

/// <summary>A picture that a program drew.</summary>
/// <param name="Svg">An SVG document without scripts, links or styles from outside; at most about 2 MB.</param>
public sealed record TurtlePicture(string Svg)
{
    private const int MaxShapes = 20_000;
    private const int MaxSvgCharacters = 2 << 20;

    /// <summary>Draws the commands that a guest left; null when there are none.</summary>
    internal static TurtlePicture? Draw(string drawing)
    {
        var paper = new Paper();
        foreach (var command in DrawingCommand.Parse(drawing, MaxShapes))
            paper.Do(command);
        return paper.IsEmpty ? null : new TurtlePicture(paper.ToSvg(MaxSvgCharacters));
    }
}
