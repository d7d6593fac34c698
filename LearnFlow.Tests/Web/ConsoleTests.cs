using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LearnFlow.Tests.Web;

/// <summary>The console: output as it comes, input when the program reads, and what a terminal makes of control characters.</summary>
[TestClass]
public sealed class ConsoleTests
{
    [TestMethod]
    public async Task Output_is_seen_while_the_program_runs_and_stays_when_it_is_stopped()
    {
        var page = await Workshop.OpenAsync();

        await page.StartProgramAsync("import time\nprint('first')\nprint('half a line', end='')\ntime.sleep(9)\nprint('never')");

        await Expect(page.Output()).ToHaveTextAsync("first\nhalf a line");
        await Expect(page.Status()).ToHaveTextAsync("Running…");
        await page.Locator("[data-run]").ClickAsync();
        await Expect(page.Status()).ToHaveTextAsync("Stopped");
        await Expect(page.Output()).ToHaveTextAsync("first\nhalf a line");
    }

    [TestMethod]
    [DataRow("import sys\nprint('got', sys.stdin.readline().strip())")]
    [DataRow("import getpass\nprint('got', getpass.getpass(''))")]
    [DataRow("import turtle\nprint('got', turtle.textinput('Title', 'Word?'))")]
    [DataRow("read = input\nprint('got', read())")]
    public async Task A_program_is_asked_when_it_reads_however_it_does(string program)
    {
        var page = await Workshop.OpenAsync();

        await page.StartProgramAsync(program);
        await page.GetByLabel("Your input").FillAsync("yes");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Status()).ToHaveTextAsync("Finished");
        await Expect(page.Output()).ToContainTextAsync("got yes");
    }

    [TestMethod]
    public async Task Input_can_come_to_an_end()
    {
        var page = await Workshop.OpenAsync();

        await page.StartProgramAsync("import sys\nprint(sum(int(line) for line in sys.stdin))");
        foreach (var line in (string[])["3", "4"])
        {
            await page.GetByLabel("Your input").FillAsync(line);
            await page.Keyboard.PressAsync("Enter");
            await Expect(page.Output()).ToContainTextAsync(line);
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "No more input" }).ClickAsync();

        await Expect(page.Output()).ToHaveTextAsync("3\n4\n7");
    }

    [TestMethod]
    [DataRow("print('10%\\r20%')", "20%")]
    [DataRow("print('abc\\b\\bX')", "aXc")]
    [DataRow("print('long line\\r\\x1b[Kend')", "end")]
    [DataRow("print('old')\nprint('\\x1b[2J\\x1b[Hnew')", "new")]
    [DataRow("print('a\\tb')", "a       b")]
    [DataRow("print('one\\ntwo\\x1b[1A\\rONE')", "ONE\ntwo")]
    [DataRow("print('\\x1b]0;title\\x07\\x1b[?25lshown')", "shown")]
    public async Task Control_characters_do_what_they_do_in_a_terminal(string program, string seen)
    {
        var page = await Workshop.OpenAsync();

        await page.StartProgramAsync(program);

        await Expect(page.Status()).ToHaveTextAsync("Finished");
        Assert.AreEqual(seen, (await page.Output().TextContentAsync())!.TrimEnd('\n'));
    }

    [TestMethod]
    public async Task Colours_are_shown_and_output_is_text()
    {
        var page = await Workshop.OpenAsync();

        await page.StartProgramAsync("print('\\x1b[31mred\\x1b[0m \\x1b[1;94mblue\\x1b[m', '<img src=x onerror=\"window.pwned=1\">')");

        await Expect(page.Output().Locator(".ink-1")).ToHaveTextAsync("red");
        await Expect(page.Output().Locator(".ink-12.bold")).ToHaveTextAsync("blue");
        await Expect(page.Output()).ToContainTextAsync("<img src=x onerror=\"window.pwned=1\">");
        Assert.IsFalse(await page.EvaluateAsync<bool>("() => 'pwned' in window"));
    }

    [TestMethod]
    public async Task An_endless_loop_that_prints_says_first_why_it_was_stopped_and_where_and_its_end_is_in_sight()
    {
        var page = await Workshop.OpenAsync();

        await page.StartProgramAsync("n = 0\nwhile True:\n    n += 1\n    print(n)");

        await Expect(page.Status()).ToHaveTextAsync("Stopped: printed too much");
        await Expect(page.Locator("[data-where]")).ToContainTextAsync("in line");
        var pane = await page.Locator(".console-body").EvaluateAsync<int[]>("pane => [pane.clientHeight, Math.ceil(pane.scrollHeight - pane.scrollTop - pane.clientHeight)]");
        Assert.IsLessThan(500, pane[0]);
        Assert.IsLessThan(5, pane[1]);
        await page.Locator("[data-where] + [data-go]").ClickAsync();
        await Expect(page.Locator("[data-editor] .native-edit-context")).ToBeFocusedAsync();
    }

    [TestMethod]
    public async Task A_program_that_never_reads_measures_time_as_it_is()
    {
        var page = await Workshop.OpenAsync();

        await page.StartProgramAsync("import time\nstart = time.perf_counter()\nsum(range(300_000))\nprint(time.perf_counter() - start > 0.000_5)");

        await Expect(page.Output()).ToHaveTextAsync("True");
    }

    [TestMethod]
    public async Task Without_scripts_the_program_reads_lines_without_carriage_returns()
    {
        var page = await Workshop.OpenAsync("/practice", new() { JavaScriptEnabled = false }, hasEditor: false);
        await page.Locator("#code").FillAsync("print(input() == 'yes')\nprint(repr('''a\nb'''))");
        await page.GetByText("Standard input").First.ClickAsync();
        await page.Locator("#stdin").FillAsync("yes\nno");

        await page.Locator("[data-run]").ClickAsync();

        await Expect(page.Output()).ToHaveTextAsync("True\n'a\\nb'");
    }

    [TestMethod]
    public async Task Nothing_moves_while_a_program_prints_and_fails()
    {
        var page = await Workshop.OpenAsync();
        await page.EvaluateAsync("""
            () => { window.shift = 0; new PerformanceObserver(list => list.getEntries().forEach(entry => window.shift += entry.value)).observe({ type: 'layout-shift' }); }
            """);

        await page.StartProgramAsync("import time\nfor i in range(40):\n    print(i)\n    time.sleep(0.03)\nprint(1/0)");

        await Expect(page.Locator("[data-error]")).ToContainTextAsync("ZeroDivisionError");
        Assert.IsLessThan(0.01, await page.EvaluateAsync<double>("window.shift"));
    }
}
