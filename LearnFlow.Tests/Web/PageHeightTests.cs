using LearnFlow.Web.Accounts;
using Microsoft.Playwright;

namespace LearnFlow.Tests.Web;

/// <summary>A page ends where its content ends, and is as wide as the screen.</summary>
[TestClass]
public sealed class PageHeightTests
{
    private static AccountSite _accounts = null!;
    private static Browser _browser = null!;

    [ClassInitialize]
    public static async Task Start(TestContext context) => (_accounts, _browser) = (await AccountSite.StartAsync(), await Browser.StartAsync());

    [ClassCleanup]
    public static async Task Stop()
    {
        await _browser.DisposeAsync();
        await _accounts.DisposeAsync();
    }

    [TestMethod]
    [DataRow(1280, 800)]
    [DataRow(390, 844)]
    public async Task No_page_scrolls_past_its_footer_or_sideways(int width, int height)
    {
        var found = new List<string>();
        var page = await _browser.NewPageAsync(new() { ViewportSize = new() { Width = width, Height = height }, HasTouch = width < 500 });
        await CheckAsync(page, found,
            "/", "/learn", "/practice", "/exercises/sum-of-evens", "/concepts", "/concepts?q=for", "/concepts/for-loops", "/quiz/loops", "/quiz/order", "/learn/loops", "/progress", "/shared", "/accessibility", "/data", "/nowhere",
            "/account/sign-in", "/account/register", "/account/forgotten-password", "/account/mailbox");
        await page.GotoAsync(Address("/account/sign-in"));
        await page.GetByLabel("E-mail address").FillAsync(DemoAccounts.All.Single(demo => demo.Role == Roles.Administrator).Email);
        await page.GetByLabel("Password").FillAsync(DemoAccounts.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.ArriveAtAsync("/learn");
        await CheckAsync(page, found,
            "/account", "/account/two-factor", "/classes", "/teach", "/teach/learners/guest1", "/teach/classes", $"/teach/classes/{SampleClasses.Id}",
            "/teach/exercises", "/teach/write", "/teach/write/sum-of-evens", "/teach/exchange", "/admin/users");

        Assert.IsEmpty(found, string.Join('\n', found));
    }

    private static async Task CheckAsync(IPage page, List<string> found, params string[] paths)
    {
        foreach (var path in paths)
        {
            await page.GotoAsync(Address(path));
            var measured = await page.EvaluateAsync<int[]>(
                """
                () => {
                  const root = document.documentElement;
                  const end = Math.ceil(document.querySelector('footer').getBoundingClientRect().bottom + scrollY);
                  return [root.scrollHeight, Math.max(end, innerHeight), root.scrollWidth, root.clientWidth];
                }
                """);
            if (measured[0] > measured[1] + 1)
            {
                found.Add($"{path} is {measured[0]} px high and its content ends at {measured[1]}.");
            }

            if (measured[2] > measured[3])
            {
                found.Add($"{path} is {measured[2]} px wide on a screen of {measured[3]}.");
            }
        }
    }

    private static string Address(string path) => new Uri(_accounts.Site.Address, path).ToString();
}
