using System.Text.Json;
using Microsoft.Playwright;

namespace LearnFlow.Tests.Web;

/// <summary>The accessibility checker of npm's axe-core.</summary>
internal static class Axe
{
    /// <summary>What axe finds on the page (WCAG 2.2 A and AA, and its best practices); empty when nothing.</summary>
    public static async Task<string> ViolationsAsync(IPage page)
    {
        var script = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "LearnFlow.Tests", "node_modules", "axe-core", "axe.min.js"));
        await page.EvaluateAsync(script); // through the debugger: the page's policy allows no script that is not its own
        var violations = await page.EvaluateAsync<JsonElement>("async () => (await axe.run()).violations.map(v => v.id + ' ' + v.nodes.map(n => n.target.join(' ')).join(', '))");
        return string.Join("; ", violations.EnumerateArray().Select(violation => violation.GetString()));
    }
}
