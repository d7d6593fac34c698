using Aspire.Hosting.Testing;
using LearnFlow.Tests.Web;
using Microsoft.Playwright;

namespace LearnFlow.Tests.EndToEnd;

/// <summary>The learning flow as a person meets it: the real system, a real browser.</summary>
[TestClass]
public sealed class BrowserTests(TestContext context)
{
    [TestMethod]
    public async Task A_person_who_divides_by_zero_three_times_sees_the_traceback_and_then_the_nudge()
    {
        var app = await RunningSystem.StartAsync(context.CancellationToken);
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenWorkspaceAsync(app.GetEndpoint("web", "http"));
        await page.TypeAsync("print(1/0)");

        for (var i = 0; i < 3; i++)
        {
            await page.RunAsync();
            await Assertions.Expect(page.Error).ToContainTextAsync("ZeroDivisionError: division by zero");
        }

        await Assertions.Expect(page.Nudge).ToContainTextAsync("ZeroDivisionError");
    }
}
