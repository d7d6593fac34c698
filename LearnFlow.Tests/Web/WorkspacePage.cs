using Microsoft.Playwright;

namespace LearnFlow.Tests.Web;

/// <summary>The workspace as a learner uses it: type into the editor, press Run, read the console and the tutor's nudge.</summary>
internal sealed class WorkspacePage
{
    private WorkspacePage(IPage page)
    {
        Page = page;
        Complaints = new Complaints(page);
    }

    /// <summary>The page itself.</summary>
    public IPage Page { get; }

    /// <summary>What the browser complained about since the page was opened.</summary>
    public Complaints Complaints { get; }

    /// <summary>The line that says how the run ended.</summary>
    public ILocator Status => Page.Locator("[data-console] [data-status]");

    /// <summary>What the program printed.</summary>
    public ILocator Output => Page.Locator("[data-console] [data-output]");

    /// <summary>The traceback.</summary>
    public ILocator Error => Page.Locator("[data-console] [data-error]");

    /// <summary>What the page itself says in the console, for example why a program was not run.</summary>
    public ILocator Hint => Page.Locator("[data-console] [data-hint]");

    /// <summary>Time and memory of the run.</summary>
    public ILocator Measures => Page.Locator("[data-console] [data-measures]");

    /// <summary>The tutor's nudge; invisible until there is one.</summary>
    public ILocator Nudge => Page.Locator("[data-nudge]");

    /// <summary>Opens the workspace of <paramref name="site"/> on <paramref name="page"/> and waits for the editor and the live stream.</summary>
    public static async Task<WorkspacePage> OpenAsync(IPage page, Uri site, string path = "/practice")
    {
        var workspace = new WorkspacePage(page);
        await page.GotoAsync(new Uri(site, path).ToString());
        await page.Locator("[data-editor][data-ready]").WaitForAsync();
        await page.Locator("[data-tutor-link][data-state=live]").WaitForAsync();
        return workspace;
    }

    /// <summary>Replaces the program by <paramref name="code"/>: types a line, pastes several, so that the editor does not indent them further.</summary>
    public async Task TypeAsync(string code)
    {
        await Page.Locator("[data-editor] .view-lines").ClickAsync();
        await Page.Keyboard.PressAsync("ControlOrMeta+a");
        if (!code.Contains('\n'))
            await Page.Keyboard.InsertTextAsync(code);
        else
            await Page.EvaluateAsync(Paste, code);
    }

    /// <summary>Pastes its argument where the focus is.</summary>
    public const string Paste = """
        text => {
          const clipboardData = new DataTransfer();
          clipboardData.setData('text/plain', text);
          document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
        }
        """;

    /// <summary>Presses Run and waits until the run has ended or was refused.</summary>
    public Task RunAsync() => EndOfRunAsync(() => Page.Locator("[data-run]").ClickAsync());

    /// <summary>Runs by keyboard.</summary>
    public Task RunByKeyboardAsync() => EndOfRunAsync(() => Page.Keyboard.PressAsync("Control+Enter"));

    private async Task EndOfRunAsync(Func<Task> start)
    {
        await Page.EvaluateAsync("document.querySelector('[data-console]').dataset.state = 'idle'");
        await start();
        await Page.Locator("[data-console]:is([data-state=ok], [data-state=failed], [data-state=refused])").WaitForAsync();
    }
}
