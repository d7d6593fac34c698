using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LearnFlow.Tests.Web;

/// <summary>A turtle's picture on the page.</summary>
[TestClass]
public sealed class TurtleDrawingTests
{
    private const string Slow = "import turtle\nturtle.speed(1)\nfor _ in range(40):\n    turtle.forward(300)\n    turtle.left(179)";

    [TestMethod]
    public async Task It_is_drawn_before_the_eyes_and_finished_at_once_on_request()
    {
        var page = await Workshop.OpenAsync();

        await page.StartProgramAsync(Slow);

        await Expect(page.Locator("[data-turtle-canvas]")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Finish at once" }).ClickAsync();
        await Expect(page.Locator("[data-turtle]")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-turtle-canvas]")).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Button, new() { Name = "Draw again" }).ClickAsync();
        await Expect(page.Locator("[data-turtle-canvas]")).ToBeVisibleAsync();
    }

    [TestMethod]
    public async Task With_the_tracer_off_it_ends_by_itself_at_the_finished_picture()
    {
        var page = await Workshop.OpenAsync();

        await page.StartProgramAsync(Slow.Replace("turtle.speed(1)", "turtle.tracer(0)", StringComparison.Ordinal));

        await Expect(page.Locator("[data-turtle]")).ToBeVisibleAsync();
    }

    [TestMethod]
    public async Task Who_asks_for_less_motion_sees_the_finished_picture()
    {
        var page = await Workshop.OpenAsync(options: new() { ReducedMotion = ReducedMotion.Reduce });

        await page.StartProgramAsync(Slow);

        await Expect(page.Locator("[data-turtle]")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Draw again" })).ToHaveCountAsync(0);
    }

    [TestMethod]
    public async Task Keys_and_clicks_are_said_not_to_be_there()
    {
        var page = await Workshop.OpenAsync();

        await page.StartProgramAsync("import turtle\nturtle.onkey(lambda: None, 'Up')\nturtle.onscreenclick(print)\nturtle.listen()\nturtle.forward(10)\nturtle.done()");

        await Expect(page.Locator("[data-unavailable]")).ToContainTextAsync("onkey(), onscreenclick(): keys, clicks and timers do not reach a turtle here");
    }
}
