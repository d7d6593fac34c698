using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;

namespace LearnFlow.Sandbox.Turtle;

/// <summary>What the turtles have drawn so far. Coordinates are the turtles': x to the right, y upwards.</summary>
internal sealed class Paper
{
    private const double Margin = 20;
    private const double SmallestSide = 400;
    private const double LargestSide = 4_000;
    private readonly LinkedList<Shape> _shapes = [];

    // A turtle's own shapes, and its fills that have not ended: they are found without a search through all shapes.
    private readonly Dictionary<double, List<LinkedListNode<Shape>>> _own = [];
    private readonly Dictionary<double, Stack<LinkedListNode<Shape>>> _openFills = [];
    private readonly Dictionary<double, DrawingCommand> _turtles = [];
    private string _background = "white";
    private string _title = "";
    private (double Width, double Height)? _size;
    private (double Left, double Bottom, double Right, double Top)? _world;
    private double _farX, _farY;

    public bool IsEmpty { get; private set; } = true;

    public void Do(DrawingCommand command)
    {
        IsEmpty = false;
        var turtle = command.Number(1);
        switch (command.Name)
        {
            case "size":
                _size = (Side(command.Number(1)), Side(command.Number(2)));
                break;
            case "world" when command.Number(3) - command.Number(1) > 0.01 && command.Number(4) - command.Number(2) > 0.01:
                _world = (command.Number(1), command.Number(2), command.Number(3), command.Number(4));
                break;
            case "background":
                _background = command.Colour(1);
                break;
            case "title":
                _title = command.Text(1);
                break;
            case "line":
                Line(turtle, command);
                break;
            case "fill":
                OpenFills(turtle).Push(Add(new Shape(turtle)));
                break;
            case "filled":
                Fill(turtle, command);
                break;
            case "dot":
                Reach(command.Number(2), command.Number(3));
                Add(new Shape(turtle, $"""<circle cx="{N(command.Number(2))}" cy="{N(-command.Number(3))}" r="{N(Math.Abs(command.Number(4)) / 2)}" fill="{command.Colour(5)}"/>"""));
                break;
            case "text":
                Write(turtle, command);
                break;
            case "stamp":
                Add(new Shape(turtle, TurtleShape.Draw(command)));
                break;
            case "clear":
                Clear(turtle);
                break;
            case "turtle":
                _turtles[turtle] = command;
                break;
        }
    }

    public string ToSvg(int maxCharacters)
    {
        var (width, height) = _size ?? (Fit(_farX), Fit(_farY));
        var (left, top, wide, high) = _world is { } world
            ? (world.Left, -world.Top, world.Right - world.Left, world.Top - world.Bottom)
            : (-width / 2, -height / 2, width, height);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" width="{N(width)}" height="{N(height)}" viewBox="{N(left)} {N(top)} {N(wide)} {N(high)}" role="img" stroke-linecap="round" stroke-linejoin="round">""");
        svg.Append(CultureInfo.InvariantCulture, $"""<title>{Encode(_title.Length > 0 ? _title : "Turtle graphics")}</title>""");
        svg.Append(CultureInfo.InvariantCulture, $"""<rect x="{N(left)}" y="{N(top)}" width="{N(wide)}" height="{N(high)}" fill="{_background}"/>""");
        var turtles = _turtles.Values.Where(turtle => turtle.Flag(5)).Select(TurtleShape.Draw);
        foreach (var element in _shapes.Select(shape => shape.ToSvg()).Concat(turtles))
        {
            if (svg.Length + element.Length > maxCharacters)
                break;
            svg.Append(element);
        }
        return svg.Append("</svg>").ToString();
    }

    /// <summary>A number as SVG writes it; adding nothing makes a negative zero positive.</summary>
    public static string N(double number) => (Math.Round(number, 2) + 0.0).ToString("0.##", CultureInfo.InvariantCulture);

    // A line that goes on where the last one of the same pen ended becomes part of it: a circle is one element.
    private void Line(double turtle, DrawingCommand command)
    {
        var (fromX, fromY, toX, toY) = (command.Number(2), command.Number(3), command.Number(4), command.Number(5));
        Reach(fromX, fromY);
        Reach(toX, toY);
        var pen = (command.Number(6), command.Colour(7));
        if (_shapes.Last?.Value is { Points: { } points } last && last.Turtle == turtle && last.Pen == pen && points[^1] == (fromX, fromY))
            points.Add((toX, toY));
        else
            Add(new Shape(turtle) { Pen = pen, Points = [(fromX, fromY), (toX, toY)] });
    }

    private void Fill(double turtle, DrawingCommand command)
    {
        if (!OpenFills(turtle).TryPop(out var place))
            return;
        var corners = command.Numbers(3);
        for (var i = 0; i + 1 < corners.Count; i += 2)
            Reach(corners[i], corners[i + 1]);
        var points = string.Join(' ', corners.Chunk(2).Where(pair => pair.Length == 2).Select(pair => $"{N(pair[0])},{N(-pair[1])}"));
        place.Value = new Shape(turtle, $"""<polygon points="{points}" fill="{command.Colour(2)}" fill-rule="evenodd"/>""");
    }

    private void Write(double turtle, DrawingCommand command)
    {
        Reach(command.Number(2), command.Number(3));
        var anchor = command.Text(5) switch { "center" => "middle", "right" => "end", _ => "start" };
        var family = new string([.. command.Text(6).Where(character => char.IsAsciiLetterOrDigit(character) || character == ' ').Take(40)]);
        var style = (command.Text(8).Contains("bold", StringComparison.Ordinal) ? " font-weight=\"bold\"" : "")
            + (command.Text(8).Contains("italic", StringComparison.Ordinal) ? " font-style=\"italic\"" : "");
        // A font's size is in points, of which 72 are 96 pixels.
        var size = Math.Clamp(command.Number(7), 1, 500) * 4 / 3;
        Add(new Shape(turtle, $"""<text x="{N(command.Number(2))}" y="{N(-command.Number(3))}" fill="{command.Colour(9)}" font-family="{family}, sans-serif" font-size="{N(size)}" text-anchor="{anchor}" xml:space="preserve"{style}>{Encode(command.Text(4))}</text>"""));
    }

    private LinkedListNode<Shape> Add(Shape shape)
    {
        var node = _shapes.AddLast(shape);
        if (!_own.TryGetValue(shape.Turtle, out var own))
            _own[shape.Turtle] = own = [];
        own.Add(node);
        return node;
    }

    private void Clear(double turtle)
    {
        _openFills.Remove(turtle);
        if (_own.Remove(turtle, out var own))
            own.ForEach(_shapes.Remove);
    }

    private Stack<LinkedListNode<Shape>> OpenFills(double turtle)
    {
        if (!_openFills.TryGetValue(turtle, out var fills))
            _openFills[turtle] = fills = [];
        return fills;
    }

    private void Reach(double x, double y)
    {
        _farX = Math.Max(_farX, Math.Abs(x));
        _farY = Math.Max(_farY, Math.Abs(y));
    }

    private static double Fit(double far) => Math.Clamp(2 * (far + Margin), SmallestSide, LargestSide);

    private static double Side(double side) => Math.Clamp(side, 1, LargestSide);

    // XML cannot hold control characters and the last two of the plane, not even encoded; the encoder sees to lone surrogates.
    private static string Encode(string text) =>
        HtmlEncoder.Default.Encode(new string([.. text.Where(character => !char.IsControl(character) && character < '\uFFFE')]));

    /// <summary>Something drawn: finished SVG, a line that may go on, or the place of a fill that has not ended.</summary>
    private sealed record Shape(double Turtle, string Svg = "")
    {
        public (double Width, string Colour) Pen { get; init; }

        public List<(double X, double Y)>? Points { get; init; }

        public string ToSvg() => Points is null
            ? Svg
            : $"""<polyline points="{string.Join(' ', Points.Select(point => $"{N(point.X)},{N(-point.Y)}"))}" fill="none" stroke="{Pen.Colour}" stroke-width="{N(Math.Max(0, Pen.Width))}"/>""";
    }
}
