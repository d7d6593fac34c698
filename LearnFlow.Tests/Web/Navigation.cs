using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace LearnFlow.Tests.Web;

/// <summary>Where a page is.</summary>
internal static class Navigation
{
    /// <summary>
    /// Waits until the page is at <paramref name="path"/>, whatever its query. <see cref="IPage.WaitForURLAsync(string, PageWaitForURLOptions?)"/>
    /// cannot be used: it looks first and listens then, and misses what comes between (playwright-dotnet, issue 3364).
    /// </summary>
    public static Task ArriveAtAsync(this IPage page, string path)
        => Assertions.Expect(page).ToHaveURLAsync(new Regex($@"^https?://[^/]+{Regex.Escape(path)}(\?|$)"));
}
