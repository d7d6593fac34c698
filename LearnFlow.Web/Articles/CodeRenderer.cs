using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;

namespace LearnFlow.Web.Articles;

/// <summary>
/// Code blocks by what they are: <c>python</c> in colours, what a program prints (<c>output</c>), reads (<c>input</c>) and
/// finds beside it (<c>file NAME</c>) with a caption that says so.
/// </summary>
internal sealed class CodeRenderer : HtmlObjectRenderer<CodeBlock>
{
    protected override void Write(HtmlRenderer renderer, CodeBlock block)
    {
        var code = block.Lines.ToString();
        var (language, argument) = block is FencedCodeBlock fenced ? (fenced.Info ?? "", fenced.Arguments ?? "") : ("", "");
        renderer.EnsureLine();
        switch (language)
        {
            case "python":
                renderer.Write("<div class=\"example\" data-example>").Write(PythonText.ToHtml(code + "\n").Value).Write("</div>");
                break;
            case "output":
                Figure(renderer, "output", "It prints", "", code);
                break;
            case "input":
                Figure(renderer, "input", "It is given", "", code);
                break;
            case "file":
                Figure(renderer, "file", "File ", argument, code);
                break;
            default:
                renderer.Write("<pre tabindex=\"0\"><code>");
                renderer.WriteEscape(code);
                renderer.Write("\n</code></pre>");
                break;
        }

        renderer.EnsureLine();
    }

    private static void Figure(HtmlRenderer renderer, string kind, string caption, string name, string code)
    {
        renderer.Write("<figure class=\"code-").Write(kind).Write("\" data-code=\"").Write(kind).Write("\" data-name=\"").WriteEscape(name).Write("\"><figcaption>").Write(caption);
        if (name.Length > 0)
        {
            renderer.Write("<code>").WriteEscape(name).Write("</code>");
        }

        renderer.Write("</figcaption><pre tabindex=\"0\">").WriteEscape(code).Write("\n</pre></figure>");
    }
}
