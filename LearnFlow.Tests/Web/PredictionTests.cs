using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LearnFlow.Tests.Web;

/// <summary>Exercises that ask what a program prints.</summary>
[TestClass]
public sealed class PredictionTests
{
    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task A_prediction_shows_its_program_and_asks_for_what_it_prints(bool hasScripts)
    {
        var page = await Workshop.OpenAsync("/exercises/three-boxes", new() { JavaScriptEnabled = hasScripts }, hasEditor: false);

        await Expect(page.Locator("[data-program]")).ToContainTextAsync("blue = red + 1");
        await Expect(page.GetByLabel("What does it print?")).ToBeEmptyAsync();
        await Expect(page.Locator("[data-run]")).ToHaveCountAsync(0);
        await Expect(page.Locator("[data-console]")).ToHaveCountAsync(0);
    }

    [TestMethod]
    public async Task The_program_of_a_prediction_has_colours_and_stays_what_it_is()
    {
        var page = await Workshop.OpenAsync("/exercises/three-boxes", hasEditor: false);

        await Expect(page.Locator("[data-program] .c-text")).ToHaveTextAsync("\"and\"");
        await Expect(page.Locator("[data-program] .c-comment")).ToHaveTextAsync("# both");
        Assert.AreEqual("red = 4\nblue = red + 1\nprint(red, \"and\", blue)  # both\n", await page.Locator("[data-program] code").TextContentAsync());
    }

    [TestMethod]
    public async Task A_prediction_is_handed_in_and_kept()
    {
        var page = await Workshop.OpenAsync("/exercises/three-boxes", hasEditor: false);
        await page.GetByLabel("What does it print?").FillAsync("4 and 5");

        await page.GetByRole(AriaRole.Button, new() { Name = "Check my answer" }).ClickAsync();

        await Expect(page.Locator("[data-verdict]")).ToContainTextAsync("Not yet");
        await page.ReloadAsync();
        await Expect(page.GetByLabel("What does it print?")).ToHaveValueAsync("4 and 5");
    }
}
