using Microsoft.Playwright;

namespace LearnFlow.Tests.Web;

/// <summary>Moves about a page as somebody does who has no mouse.</summary>
internal static class Keyboard
{
    /// <summary>Presses Tab (in the editor, where Tab indents, first Escape lets it move on) until <paramref name="selector"/> has the focus.</summary>
    public static async Task TabToAsync(this IPage page, string selector)
    {
        await page.Locator(selector).First.WaitForAsync(); // the page before may be on its way out still
        for (var i = 0; i < 200; i++)
        {
            if (await page.EvaluateAsync<bool>("selector => document.activeElement?.matches(selector) ?? false", selector))
                return;

            if (await page.EvaluateAsync<bool>("() => !!document.activeElement?.closest('[data-editor]')"))
                await page.Keyboard.PressAsync("Escape");

            await page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"{selector} cannot be reached by Tab on {page.Url}.");
    }

    /// <summary>Moves to a field and types <paramref name="text"/> in place of what is there.</summary>
    public static async Task TypeIntoAsync(this IPage page, string selector, string text)
    {
        await page.TabToAsync(selector);
        await page.Keyboard.PressAsync("ControlOrMeta+a");
        await page.Keyboard.InsertTextAsync(text);
    }

    /// <summary>Moves to a link or a button and presses Enter.</summary>
    public static async Task PressAsync(this IPage page, string selector)
    {
        await page.TabToAsync(selector);
        await page.Keyboard.PressAsync("Enter");
    }
}
