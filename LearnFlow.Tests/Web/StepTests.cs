using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LearnFlow.Tests.Web;

/// <summary>"Step through": a program step by step.</summary>
[TestClass]
public sealed class StepTests
{
    [TestMethod]
    public async Task It_asks_for_input_where_the_program_reads_and_goes_on_from_there()
    {
        var page = await OpenAsync("name = input('Who? ')\nprint('Hello', name)");

        await page.Locator("[data-last]").ClickAsync();
        await page.GetByLabel("Input for the program").FillAsync("Ada");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("[data-step-input]")).ToHaveCountAsync(0);
        await page.Locator("[data-last]").ClickAsync();

        await Expect(page.Locator(".trace-output")).ToHaveTextAsync("Who? Hello Ada");
    }

    [TestMethod]
    public async Task The_line_that_runs_next_is_marked_in_the_editor_and_told_in_a_sentence()
    {
        var page = await OpenAsync("a = 1\nb = a + 4\nprint(b)");

        await ForwardAsync(page, 3);

        await Expect(page.Locator("[data-editor] .step-line")).ToHaveCountAsync(1);
        await Expect(page.Locator("[data-step-told]")).ToHaveTextAsync("Line 2 ran: b is now 5. Next is line 3: print(b)");
        await Expect(page.Locator("[data-step-count]")).ToHaveTextAsync("Step 4 of 5 · line 3");
        await page.Locator("[data-close]").ClickAsync();
        await Expect(page.Locator("[data-editor] .step-line")).ToHaveCountAsync(0);
        await Expect(page.Locator("[data-visualiser]")).ToBeHiddenAsync();
    }

    [TestMethod]
    public async Task Two_names_of_one_list_point_to_one_object()
    {
        var page = await OpenAsync("a = [1, 2]\nb = a\nb.append(3)\nc = [1, 2, 3]\npass");

        await page.Locator("[data-last]").ClickAsync();

        await Expect(page.Locator("[data-object]")).ToHaveCountAsync(2);
        var refs = await page.Locator(".trace-frame [data-ref]").EvaluateAllAsync<string[]>("dots => dots.map(dot => dot.dataset.ref)");
        Assert.AreEqual(refs[0], refs[1]);
        Assert.AreNotEqual(refs[0], refs[2]);
        await Expect(page.Locator($"[data-arrow='{refs[0]}']")).ToHaveCountAsync(2);
        await Expect(page.Locator($"[data-object='{refs[0]}'] li")).ToHaveTextAsync(["01", "12", "23"]);
    }

    [TestMethod]
    public async Task Calls_have_frames_and_objects_in_objects_have_arrows()
    {
        var page = await OpenAsync("class Dog:\n    def __init__(self, name):\n        self.name = name\n\ndef add(dogs, name):\n    dogs.append(Dog(name))\n    return len(dogs)\n\nkennel = []\nadd(kennel, 'Rex')\npass");

        await page.Locator("[data-step]").EvaluateAsync("slider => { slider.value = slider.max; slider.dispatchEvent(new Event('input')); }");

        await Expect(page.Locator(".object-instance")).ToContainTextAsync("'Rex'");
        await Expect(page.Locator(".object-list [data-ref]")).ToHaveCountAsync(1);
        for (var step = 0; step < 40 && await page.Locator(".trace-frame caption").CountAsync() < 3; step++)
        {
            await page.Keyboard.PressAsync("ArrowLeft");
            await page.Locator("[data-visualiser] [data-back]").ClickAsync();
        }

        await Expect(page.Locator(".trace-frame caption")).ToContainTextAsync(["Program", "add()", "__init__()"]);
    }

    [TestMethod]
    public async Task A_thousand_steps_are_walked_by_keyboard()
    {
        var page = await OpenAsync("total = 0\nfor i in range(1000):\n    total += i\nprint(total)");

        await page.TabToAsync("[data-step]");
        await page.Keyboard.PressAsync("End");
        await Expect(page.Locator("[data-step-count]")).ToContainTextAsync("Step 1000 of 1000");
        await Expect(page.Locator("[data-visualiser]")).ToContainTextAsync("only its first 1,000 steps");
        await page.TabToAsync("[data-visualiser] [data-back]");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("[data-step-count]")).ToContainTextAsync("Step 999 of 1000");
        await page.Keyboard.PressAsync("ArrowLeft");
        await Expect(page.Locator("[data-step-count]")).ToContainTextAsync("Step 998 of 1000");
    }

    [TestMethod]
    [DataRow(ColorScheme.Light)]
    [DataRow(ColorScheme.Dark)]
    public async Task It_has_no_violation_that_axe_finds(ColorScheme colours)
    {
        var page = await Workshop.OpenAsync(options: new() { ColorScheme = colours, ReducedMotion = ReducedMotion.Reduce });
        await page.SetCodeAsync("a = [1, [2, 3]]\nb = {'x': a}\nname = input('Who? ')");
        await page.Locator("[data-trace]").ClickAsync();
        await page.Locator("[data-last]").ClickAsync();
        await page.Locator("[data-step-input]").WaitForAsync();

        Assert.AreEqual("", await Axe.ViolationsAsync(page));
    }

    private static async Task<IPage> OpenAsync(string program)
    {
        var page = await Workshop.OpenAsync();
        await page.SetCodeAsync(program);
        await page.Locator("[data-trace]").ClickAsync();
        await page.Locator("[data-step]").WaitForAsync();
        return page;
    }

    private static async Task ForwardAsync(IPage page, int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            await page.Locator("[data-forward]").ClickAsync();
        }
    }
}
