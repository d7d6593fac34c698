using System.Text.Json.Nodes;

namespace LearnFlow.Sandbox.Turtle;

/// <summary>A picture that a program drew.</summary>
/// <param name="Svg">An SVG document without scripts, links or styles from outside; at most about 2 MB.</param>
/// <param name="Steps">How it was drawn (<see cref="TurtleStep"/>); empty when there are more than <see cref="MaxSteps"/>.</param>
/// <param name="Unavailable">Functions that the program called and that never do anything here, for example <c>onkey</c>.</param>
public sealed record TurtlePicture(string Svg, IReadOnlyList<JsonArray> Steps, IReadOnlyList<string> Unavailable)
{
    /// <summary>Steps of a drawing that can be animated.</summary>
    public const int MaxSteps = 5_000;

    private const int MaxShapes = 20_000;
    private const int MaxSvgCharacters = 2 << 20;
    private static readonly string[] s_unavailable = ["onkey", "onkeypress", "onkeyrelease", "onclick", "onscreenclick", "onrelease", "ondrag", "ontimer"];

    /// <summary>Draws the commands that a guest left; null when there are none.</summary>
    internal static TurtlePicture? Draw(string drawing)
    {
        var paper = new Paper();
        var steps = new List<JsonArray>();
        var unavailable = new List<string>();
        foreach (var command in DrawingCommand.Parse(drawing, MaxShapes))
        {
            paper.Do(command);
            if (command.Name == "unavailable" && s_unavailable.Contains(command.Text(1)) && !unavailable.Contains(command.Text(1)))
            {
                unavailable.Add(command.Text(1));
            }

            if (steps.Count <= MaxSteps && TurtleStep.From(command) is { } step)
            {
                steps.Add(step);
            }
        }

        return paper.IsEmpty ? null : new TurtlePicture(paper.ToSvg(MaxSvgCharacters), steps.Count > MaxSteps ? [] : steps, unavailable);
    }
}
