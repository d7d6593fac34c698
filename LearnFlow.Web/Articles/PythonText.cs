using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Html;

namespace LearnFlow.Web.Articles;

/// <summary>Python in colours, for pages that are read: comments, texts, numbers, keywords and names that are defined or called.</summary>
public static partial class PythonText
{
    private static readonly string[] s_kinds = ["comment", "text", "number", "word", "name"];

    /// <summary><paramref name="code"/> as a <c>pre</c> element; everything in it is text.</summary>
    public static HtmlString ToHtml(string code)
    {
        var html = new StringBuilder("<pre tabindex=\"0\"><code class=\"language-python\">");
        var end = 0;
        foreach (Match match in Token.Matches(code))
        {
            html.Append(HtmlEncoder.Default.Encode(code[end..match.Index]));
            var token = match.Value.TrimEnd(' ', '('); // a name is one that is called: the bracket shows it and is not part of it
            html.Append("<span class=\"c-").Append(s_kinds.First(kind => match.Groups[kind].Success)).Append("\">")
                .Append(HtmlEncoder.Default.Encode(token)).Append("</span>");
            end = match.Index + token.Length;
        }

        return new HtmlString(html.Append(HtmlEncoder.Default.Encode(code[end..])).Append("</code></pre>").ToString());
    }

    /// <summary>Tokens by the Python reference, chapter 2; the pattern takes time in proportion to the text.</summary>
    [GeneratedRegex(
        """
        (?<comment>\#[^\n]*)
        |(?<text>\b[rRbBfFuU]{0,2}(?:\"\"\"(?:[^\\]|\\.)*?\"\"\"|'''(?:[^\\]|\\.)*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|(?:\"\"\"(?:[^\\]|\\.)*?\"\"\"|'''(?:[^\\]|\\.)*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'))
        |(?<number>\b\d[\d_]*(?:\.\d+)?\b)
        |(?<word>\b(?:False|None|True|and|as|assert|async|await|break|class|continue|def|del|elif|else|except|finally|for|from|global|if|import|in|is|lambda|match|nonlocal|not|or|pass|raise|return|try|while|with|yield)\b)
        |(?<name>\b[A-Za-z_]\w*\ *\()
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.Singleline)]
    private static partial Regex Token { get; }
}
