using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using LearnFlow.Sandbox.Turtle;

namespace LearnFlow.Tests.Sandbox;

[TestClass]
public sealed partial class TurtleTests
{
    [TestMethod]
    public async Task A_square_is_one_line_and_the_turtle_stands_at_its_end()
    {
        var svg = await DrawAsync("import turtle\nfor _ in range(4):\n    turtle.forward(100)\n    turtle.left(90)\nturtle.done()\n");

        Assert.AreEqual("0,0 100,0 100,-100 0,-100 0,0", svg.Single("polyline").Attribute("points")!.Value);
        Assert.AreEqual("translate(0,0) rotate(0) scale(1)", svg.Single("g").Attribute("transform")!.Value);
        Assert.AreEqual("-200 -200 400 400", svg.Root!.Attribute("viewBox")!.Value);
    }

    [TestMethod]
    public async Task Colours_fills_dots_text_and_the_screen_are_drawn()
    {
        var svg = await DrawAsync("""
            from turtle import *
            setup(300, 200); title('My <picture>'); bgcolor('sky blue')
            color('red', (0, 0.5, 1)); pensize(3); speed(0)
            begin_fill(); circle(50); end_fill()
            penup(); goto(-20, 30); dot(12, 'green'); write('<b>&', align='center', font=('Arial', 12, 'bold'))
            stamp(); hideturtle()
            other = Turtle(); other.shape('turtle'); other.setheading(90); other.back(10)
            mainloop()
            """);

        Assert.AreEqual("-150 -100 300 200", svg.Root!.Attribute("viewBox")!.Value);
        Assert.AreEqual("My <picture>", svg.Single("title").Value);
        Assert.AreEqual("skyblue", svg.Single("rect").Attribute("fill")!.Value);
        var names = svg.Root.Elements().Select(element => element.Name.LocalName).ToList();
        Assert.AreEqual("title rect polygon polyline circle text g polyline g", string.Join(' ', names));
        Assert.AreEqual("#0080ff", svg.Root.Element(svg.Name("polygon"))!.Attribute("fill")!.Value);
        Assert.AreEqual("red 3", $"{svg.Root.Element(svg.Name("polyline"))!.Attribute("stroke")!.Value} {svg.Root.Element(svg.Name("polyline"))!.Attribute("stroke-width")!.Value}");
        Assert.AreEqual("-20 -30 6 green", string.Join(' ', svg.Single("circle").Attributes().Select(attribute => attribute.Value)));
        Assert.AreEqual("<b>& 16 middle bold", $"{svg.Single("text").Value} {svg.Single("text").Attribute("font-size")!.Value} {svg.Single("text").Attribute("text-anchor")!.Value} {svg.Single("text").Attribute("font-weight")!.Value}");
    }

    [TestMethod]
    public async Task Positions_and_headings_are_those_of_Pythons_own_turtle()
    {
        var sandbox = await SharedSandbox.GetAsync();

        var result = await sandbox.RunAsync("""
            import turtle as t
            t.fd(100); t.left(90); t.bk(-50)
            print(t.pos(), t.heading(), round(t.distance(0, 0), 6), round(t.towards(0, 0), 6))
            t.circle(-30, 90); print(t.position(), t.heading())
            t.setx(5); t.sety(-7.5); print(t.xcor(), t.ycor(), t.isdown(), t.pencolor())
            t.colormode(255); t.pencolor(255, 0, 10); print(t.pencolor(), t.color())
            t.home(); print(t.pos(), t.Screen().window_width())
            t.color('blurple')
            """);

        Assert.AreEqual("(100.00,50.00) 90.0 111.803399 206.565051\n(130.00,80.00) 0.0\n5.0 -7.5 True black\n#ff000a ('#ff000a', 'black')\n(0.00,0.00) 400\n", result.Output, result.Error);
        Assert.AreEqual(("turtle.TurtleGraphicsError", "bad color string: blurple", 8), (result.ErrorType, result.ErrorMessage, result.ErrorLine));
    }

    [TestMethod]
    public async Task A_drawing_without_end_is_shown_as_far_as_it_came()
    {
        var sandbox = await SharedSandbox.GetAsync();

        var result = await sandbox.RunAsync("import turtle\nwhile True:\n    turtle.forward(5)\n    turtle.right(7)\n", limits: new(WallTimeMs: 1_000));

        StringAssert.Contains(result.Turtle!.Svg, "<polyline points=\"0,0 5,0 ");
        Assert.IsNull((await sandbox.RunAsync("import turtle")).Turtle);
    }

    [TestMethod]
    public async Task A_drawing_that_is_forged_stays_a_picture()
    {
        var svg = await DrawAsync("""
            import json, os
            bad = '"/><script>alert(1)</script>'
            commands = [['line', 1, 1e308, float('1e308') * 10, -5, bad, 1e9, bad], ['background', bad], ['title', bad + '\0\ud800\uffff'],
                        ['text', 1, 0, 0, bad, bad, bad, 1e99, bad, bad], ['dot', 1, 0, 0, -1, 'url(x)'], ['filled', 1, bad, [bad]], ['fill', 1],
                        ['filled', 1, bad, [1, 2, 3]], ['turtle', bad, 0, 0, 0, True, bad, bad, bad, 1e9], ['size', -1, 1e99], [], {}, 5, [[[]]]]
            device = os.open('/dev/drawing', os.O_WRONLY)
            for command in commands:
                os.write(device, (json.dumps(command) + '\n').encode())
            os.write(device, b'\xff\xfe[[[[\n' + b'[' * 1000)
            """);

        Assert.IsEmpty(svg.Descendants().Where(element => element.Name.LocalName == "script").ToList());
        Assert.AreEqual("black", svg.Single("rect").Attribute("fill")!.Value);
        Assert.AreEqual("1 4000", $"{svg.Root!.Attribute("width")!.Value} {svg.Root.Attribute("height")!.Value}");
    }

    [TestMethod]
    public void Whatever_is_drawn_the_picture_has_only_the_elements_and_attributes_of_pictures()
    {
        var random = new Random(1);
        string[] names = ["size", "world", "background", "title", "line", "fill", "filled", "dot", "text", "stamp", "clear", "turtle", "script"];
        string[] texts =
        [
            "red", "#0f0", "\"/><script>alert(1)</script>", "' onload='alert(1)", "javascript:alert(1)", "url(https://example.org/x)", "&#x22;", "]]>", "<!--", "<![CDATA[", "\u0000\u001b[2J",
            "\ufffe\uffff", "\u2028", "arrow", "turtle", "center", "bold italic", "red\n", "red;filter:url(#a)", "Arial'; src: url(x)", "<image href='x'/>", "%00", "\u202e",
        ];
        object Operand() => random.Next(5) switch
        {
            0 => random.Next(-1_000, 1_000),
            1 => random.Next(2) == 0,
            2 => Enumerable.Range(0, random.Next(6)).Select(_ => (object)random.Next(100)).ToArray(),
            _ => texts[random.Next(texts.Length)],
        };
        for (var trial = 0; trial < 300; trial++)
        {
            var commands = Enumerable.Range(0, 60).Select(_ => JsonSerializer.Serialize(
                (object[])[names[random.Next(names.Length)], random.Next(3), .. Enumerable.Range(0, random.Next(10)).Select(_ => Operand())]));

            var svg = XDocument.Parse(TurtlePicture.Draw(string.Join('\n', commands))!.Svg);

            foreach (var element in svg.Descendants())
            {
                Assert.Contains(element.Name.LocalName, (string[])["svg", "title", "rect", "polyline", "polygon", "circle", "text", "g", "path"]);
                Assert.AreEqual("http://www.w3.org/2000/svg", element.Name.NamespaceName);
                foreach (var attribute in element.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration))
                    StringAssert.Matches($"{attribute.Name.LocalName}={attribute.Value}", Harmless());
            }
            Assert.IsFalse(svg.DescendantNodes().Any(node => node is XComment or XProcessingInstruction or XDocumentType));
        }
    }

    [TestMethod]
    public void A_picture_ends_after_a_hundred_lines_that_are_no_commands()
    {
        // Such a line costs as much as a thousand that are one: a million of them held a processor for seconds.
        var svg = TurtlePicture.Draw($"[\n[\"dot\", 1, 0, 0, 5, \"red\"]\n{string.Concat(Enumerable.Repeat("[\n", 99))}[\"dot\", 1, 0, 0, 5, \"green\"]\n")!.Svg;

        Assert.Contains("red", svg);
        Assert.DoesNotContain("green", svg);
    }

    [TestMethod]
    public void Clearing_and_filling_concern_a_turtles_own_shapes()
    {
        var svg = TurtlePicture.Draw("""
            ["dot", 1, 0, 0, 5, "red"]
            ["fill", 2]
            ["dot", 2, 0, 0, 5, "green"]
            ["filled", 1, "pink", [0, 0, 1, 1, 2, 0]]
            ["filled", 2, "blue", [0, 0, 1, 1, 2, 0]]
            ["clear", 1]
            ["dot", 1, 0, 0, 5, "grey"]
            ["fill", 1]
            ["clear", 1]
            ["filled", 1, "pink", [0, 0, 1, 1, 2, 0]]
            """)!.Svg;

        Assert.AreEqual("white blue green", string.Join(' ', XDocument.Parse(svg).Root!.Elements().Select(element => element.Attribute("fill")?.Value).OfType<string>()));
    }

    [TestMethod]
    public async Task The_steps_of_a_drawing_have_their_speed_and_what_is_missing_is_named()
    {
        var sandbox = await SharedSandbox.GetAsync();
        var result = await sandbox.RunAsync("""
            import turtle
            turtle.speed(7)
            turtle.onkey(print, 'Up')
            turtle.forward(50)
            turtle.left(90)
            turtle.penup()
            turtle.tracer(0)
            turtle.forward(20)
            turtle.update()
            """);

        var steps = result.Turtle!.Steps.Select(step => step.ToJsonString()).ToList();
        CollectionAssert.Contains(steps, """["line",1,0,0,50,0,0,1,"black",7]""");
        CollectionAssert.Contains(steps, """["turn",1,90,7]""");
        CollectionAssert.Contains(steps, """["move",1,50,0,50,20,90,-1]""");
        CollectionAssert.Contains(steps, """["pause"]""");
        Assert.AreEqual("onkey", result.Turtle.Unavailable.Single());
    }

    [TestMethod]
    public void What_a_program_forges_as_a_step_is_checked()
    {
        var picture = TurtlePicture.Draw("""
            ["text", 1, 0, 0, "<b>", "middle", "x\"; src: url(a)", 1e9, "bold url(x)", "javascript:alert(1)"]
            ["turtle", 1, "NaN", 1e300, 0, true, "../evil", "url(x)", "red", 1e9]
            ["unavailable", "<script>"]
            ["evil", 1]
            """)!;

        Assert.AreEqual("""["text",1,0,0,"\u003Cb\u003E","left","x src urla",666.6666666666666,"bold","black"]""", picture.Steps[0].ToJsonString());
        Assert.AreEqual("""["turtle",1,0,100000,0,true,"classic","black","red",50]""", picture.Steps[1].ToJsonString());
        Assert.HasCount(2, picture.Steps);
        Assert.IsEmpty(picture.Unavailable);
    }

    [GeneratedRegex("""^(?:(?:width|height|x|y|cx|cy|r|stroke-width|font-size)=-?[\d.]+|viewBox=[-\d. ]+|points=[-\d., ]*|transform=[-a-z\d.,() ]+|role=img|(?:stroke-line(?:cap|join))=round|(?:fill|stroke)=(?:[a-z]+|#[0-9a-f]{3,6})|fill-rule=evenodd|font-family=[A-Za-z0-9 ]*, sans-serif|text-anchor=(?:start|middle|end)|space=preserve|font-weight=bold|font-style=italic|d=[MLQZ\d., -]+)\z""")]
    private static partial Regex Harmless();

    private static async Task<XDocument> DrawAsync(string code)
    {
        var sandbox = await SharedSandbox.GetAsync();
        var result = await sandbox.RunAsync(code);
        Assert.IsNotNull(result.Turtle, result.Error);
        return XDocument.Parse(result.Turtle.Svg);
    }
}

/// <summary>Elements of a picture by their plain names.</summary>
file static class Svg
{
    public static XName Name(this XDocument svg, string name) => svg.Root!.Name.Namespace + name;

    public static XElement Single(this XDocument svg, string name) => svg.Descendants(svg.Name(name)).Single();
}
