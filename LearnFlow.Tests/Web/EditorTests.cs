using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LearnFlow.Tests.Web;

/// <summary>What the editor for mouse and keyboard tells and suggests.</summary>
[TestClass]
public sealed class EditorTests
{
    private const string Editor = "[data-editor] .view-lines";

    [TestMethod]
    public async Task The_line_of_an_error_is_marked_explained_and_reached_from_the_traceback()
    {
        var page = await Workshop.OpenAsync();

        await page.StartProgramAsync("numbers = [1, 2]\n\n\nprint(numbers[2])\n");

        await Expect(page.Locator("[data-editor] .error-line")).ToHaveCountAsync(1);
        await Expect(page.Locator("[data-explained]")).ToContainTextAsync("past the end");
        await Expect(page.Locator("[data-article]")).ToHaveAttributeAsync("href", "/concepts/indexing");
        await page.Locator("[data-error] button").ClickAsync();
        await page.Keyboard.TypeAsync("# here ");
        await Expect(page.Locator("#code")).ToHaveValueAsync("numbers = [1, 2]\n\n\n# here print(numbers[2])\n");
        await Expect(page.Locator("[data-editor] .error-line")).ToHaveCountAsync(0);
    }

    [TestMethod]
    public async Task Every_article_that_an_explanation_leads_to_is_there()
    {
        var source = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "LearnFlow.Web", "Client", "python", "errors.ts"));
        var articles = Directory.EnumerateFiles(Path.Combine(Repository.Root, "LearnFlow.Concepts", "Articles"), "*.md", SearchOption.AllDirectories)
            .Select(Path.GetFileNameWithoutExtension).ToHashSet();

        var named = System.Text.RegularExpressions.Regex.Matches(source, @"'([a-z-]+)'\],").Select(match => match.Groups[1].Value).ToList();

        Assert.IsGreaterThan(15, named.Count);
        Assert.IsEmpty(named.Where(slug => !articles.Contains(slug)));
    }

    [TestMethod]
    [DataRow("print('a'", "The bracket ( is opened and never closed.")]
    [DataRow("for i in range(3)\n    print(i)", "A colon is missing")]
    [DataRow("prin('a')", "The name prin is nowhere given a value.")]
    public async Task What_Python_cannot_read_is_marked_while_it_is_typed(string program, string message)
    {
        var page = await Workshop.OpenAsync();

        await page.SetCodeAsync(program);

        await Expect(page.Locator("[data-problem]")).ToContainTextAsync(message);
        await Expect(page.Locator("[data-editor]").Locator(".squiggly-error, .squiggly-warning").First).ToBeVisibleAsync();
        await page.SetCodeAsync("print('a')");
        await Expect(page.Locator("[data-problem]")).ToBeHiddenAsync();
    }

    [TestMethod]
    [DataRow("x = 1\n", "prin", "print")]
    [DataRow("", "import mat", "math")]
    [DataRow("distance = 4\n", "dis", "distance")]
    public async Task Names_are_suggested(string program, string typed, string suggested)
    {
        var page = await Workshop.OpenAsync();
        await page.SetCodeAsync(program);
        await page.Locator(Editor).ClickAsync();
        await page.Keyboard.PressAsync("ControlOrMeta+End");

        await page.Keyboard.TypeAsync(typed);

        await Expect(page.Locator(".suggest-widget .monaco-list-row").First).ToContainTextAsync(suggested);
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.Locator("#code")).ToHaveValueAsync(program + typed[..^typed.Split(' ')[^1].Length] + suggested);
    }

    [TestMethod]
    public async Task Enter_starts_a_new_line_whatever_is_suggested()
    {
        var page = await Workshop.OpenAsync();
        await page.SetCodeAsync("");
        await page.Locator(Editor).ClickAsync();

        await page.Keyboard.TypeAsync("x = i");
        await page.Locator(".suggest-widget .monaco-list-row").First.WaitForAsync();
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator("#code")).ToHaveValueAsync("x = i\n");
    }

    [TestMethod]
    public async Task Pointing_at_a_builtin_explains_it()
    {
        var page = await Workshop.OpenAsync();
        var complaints = new Complaints(page);
        await page.SetCodeAsync("enumerate");

        await page.Locator(Editor).GetByText("enumerate").HoverAsync();

        await Expect(page.Locator(".monaco-hover").GetByText("Numbers the items")).ToBeVisibleAsync();
        Assert.IsEmpty(complaints.All, string.Join('\n', complaints.All));
    }

    [TestMethod]
    public async Task Tab_indents_and_after_Escape_leaves_the_editor()
    {
        var page = await Workshop.OpenAsync();
        await Expect(page.GetByText("leaves the editor").First).ToBeVisibleAsync();
        await page.SetCodeAsync("pass");
        await page.Locator(Editor).ClickAsync();
        await page.Keyboard.PressAsync("Home");

        await page.Keyboard.PressAsync("Tab");
        await Expect(page.Locator("#code")).ToHaveValueAsync("    pass");
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("Tab");

        Assert.IsFalse(await page.EvaluateAsync<bool>("() => !!document.activeElement.closest('[data-editor]')"));
        await Expect(page.Locator("#code")).ToHaveValueAsync("    pass");
        await page.Keyboard.PressAsync("Shift+Tab");
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.Locator("#code")).ToHaveValueAsync("        pass");
    }
}
