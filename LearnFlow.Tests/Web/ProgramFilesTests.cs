using System.IO.Compression;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LearnFlow.Tests.Web;

/// <summary>Files beside a program.</summary>
[TestClass]
public sealed class ProgramFilesTests
{
    [TestMethod]
    public async Task An_exercise_on_files_runs_with_its_files()
    {
        var page = await Workshop.OpenAsync("/exercises/longest-entry");

        await page.Locator("[data-run]").ClickAsync();

        await Expect(page.Output()).ToContainTextAsync("We found a kitten!");
    }

    [TestMethod]
    public async Task The_files_of_an_exercise_are_tabs_that_can_be_read_only()
    {
        var page = await Workshop.OpenAsync("/exercises/longest-entry");

        await page.GetByRole(AriaRole.Tab, new() { Name = "diary.txt" }).ClickAsync();
        await Expect(page.Locator("[data-editor] .view-lines")).ToContainTextAsync("kitten");
        await page.Locator("[data-editor] .view-lines").ClickAsync();
        await page.Keyboard.TypeAsync("x");
        await Expect(page.Locator("#code")).ToHaveValueAsync("Rain all day.\n\nWe found a kitten!\n");

        await page.GetByRole(AriaRole.Tab, new() { Name = "main.py" }).ClickAsync();
        await Expect(page.Locator("[data-editor] .view-lines")).ToContainTextAsync("open(");
    }

    [TestMethod]
    public async Task Without_scripts_the_files_are_read_on_the_page_and_by_the_program()
    {
        var page = await Workshop.OpenAsync("/exercises/longest-entry", new() { JavaScriptEnabled = false }, hasEditor: false);
        await Expect(page.Locator(".file-text")).ToContainTextAsync("We found a kitten!");

        await page.Locator("[data-run]").ClickAsync();

        await Expect(page.Output()).ToContainTextAsync("We found a kitten!");
    }

    [TestMethod]
    public async Task A_learner_makes_files_that_the_program_reads_and_imports_and_they_are_kept()
    {
        var page = await Workshop.OpenAsync();
        await AddFileAsync(page, "shapes.py", "def area(a):\n    return a * a\n");
        await AddFileAsync(page, "notes.txt", "seven");
        await page.GetByRole(AriaRole.Tab, new() { Name = "main.py" }).ClickAsync();

        await page.StartProgramAsync("import shapes\nprint(shapes.area(3), open('notes.txt').read())");

        await Expect(page.Output()).ToHaveTextAsync("9 seven");
        await page.ReloadAsync();
        await Expect(page.GetByRole(AriaRole.Tab)).ToHaveTextAsync(["main.py", "shapes.py", "notes.txt"]);
    }

    [TestMethod]
    public async Task A_file_is_removed()
    {
        var page = await Workshop.OpenAsync();
        await AddFileAsync(page, "notes.txt", "seven");

        await page.Locator("[data-remove-file]").ClickAsync();

        await Expect(page.GetByRole(AriaRole.Tab)).ToHaveTextAsync(["main.py"]);
        await page.StartProgramAsync("open('notes.txt')");
        await Expect(page.Locator("[data-error]")).ToContainTextAsync("FileNotFoundError");
    }

    [TestMethod]
    public async Task A_program_is_downloaded_as_py_and_with_files_as_zip()
    {
        var page = await Workshop.OpenAsync();
        await page.SetCodeAsync("print('mine')");

        var single = await page.RunAndWaitForDownloadAsync(() => page.Locator("[data-download]").ClickAsync());
        Assert.AreEqual("practice.py", single.SuggestedFilename);
        Assert.AreEqual("print('mine')", await File.ReadAllTextAsync(await single.PathAsync()));

        await AddFileAsync(page, "notes.txt", "seven");
        var several = await page.RunAndWaitForDownloadAsync(() => page.Locator("[data-download]").ClickAsync());
        Assert.AreEqual("practice.zip", several.SuggestedFilename);
        using var archive = await ZipFile.OpenReadAsync(await several.PathAsync());
        Assert.AreSequenceEqual(["main.py", "notes.txt"], archive.Entries.Select(entry => entry.FullName).ToList());
    }

    private static async Task AddFileAsync(IPage page, string name, string text)
    {
        await page.Locator("[data-new-file]").ClickAsync();
        await page.GetByLabel("Name of the new file").FillAsync(name);
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Tab, new() { Name = name, Selected = true }).WaitForAsync();
        await page.SetCodeAsync(text);
    }
}
