using System.Xml.Linq;

namespace LearnFlow.Tests.Sandbox;

[TestClass]
public sealed class TurtleTests
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
