using Markdig;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Microsoft.AspNetCore.Html;

namespace LearnFlow.Web.Articles;

/// <summary>
/// Renders Markdown of articles and exercise statements. Raw HTML in it is shown as text, links lead to this site or to
/// http(s) only, and pictures come from this site: an author's text never becomes script.
/// </summary>
public static class MarkdownText
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().UseAutoIdentifiers().Build();

    /// <summary><paramref name="markdown"/> as HTML that is safe to put into a page.</summary>
    public static HtmlString ToHtml(string markdown)
    {
        var document = Markdown.Parse(markdown, Pipeline);
        foreach (var link in document.Descendants<LinkInline>())
            Restrict(link);

        foreach (var link in document.Descendants<AutolinkInline>().Where(link => !link.IsEmail && !IsWebAddress(link.Url)).ToList())
            link.ReplaceBy(new LiteralInline(link.Url));

        using var text = new StringWriter();
        var renderer = new HtmlRenderer(text);
        Pipeline.Setup(renderer);
        renderer.ObjectRenderers.ReplaceOrAdd<CodeBlockRenderer>(new CodeRenderer());
        renderer.Render(document);
        return new HtmlString(text.ToString());
    }

    private static void Restrict(LinkInline link)
    {
        var url = link.Url ?? "";
        if (!(link.IsImage ? IsOwnAddress(url) : IsOwnAddress(url) || IsWebAddress(url)))
            link.Url = "#";
    }

    /// <summary>A path, a query or a fragment; <c>//host</c> and <c>\\host</c> are other sites (WHATWG URL, section 4.4).</summary>
    private static bool IsOwnAddress(string url)
        => url is ['/', not ('/' or '\\'), ..] or "/" or ['#', ..] or ['?', ..];

    private static bool IsWebAddress(string url)
        => url.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || url.StartsWith("http://", StringComparison.OrdinalIgnoreCase);
}
