using Microsoft.Playwright;

namespace LearnFlow.Tests.Web;

/// <summary>Moves about a page as somebody does who has no mouse.</summary>
internal static class Keyboard
{
    /// <summary>Presses Tab (in Monaco, where Tab indents, first Ctrl+M lets it move on) until <paramref name="selector"/> has the focus.</summary>
    public static async Task TabToAsync(this IPage page, string selector)
    {
        for (var i = 0; i < 80; i++)
        {
            if (await page.EvaluateAsync<bool>("selector => document.activeElement?.matches(selector) ?? false", selector))
                return;

            if (await page.EvaluateAsync<bool>("() => !!document.activeElement?.closest('[data-editor]')"))
                await page.Keyboard.PressAsync("Control+m");

            await page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"{selector} cannot be reached by Tab.");
    }
}
