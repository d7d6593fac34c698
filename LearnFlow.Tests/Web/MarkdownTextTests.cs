using LearnFlow.Web.Articles;

namespace LearnFlow.Tests.Web;

[TestClass]
public sealed class MarkdownTextTests
{
    [TestMethod]
    [DataRow("<script>alert(1)</script>")]
    [DataRow("text <img src=x onerror=alert(1)>")]
    [DataRow("[x](javascript:alert(1))")]
    [DataRow("[x](JaVaScRiPt:alert(1))")]
    [DataRow("[x](&#106;avascript:alert(1))")]
    [DataRow("[x](data:text/html,hi)")]
    [DataRow("[x](//elsewhere.example)")]
    [DataRow("![x](https://elsewhere.example/pixel.png)")]
    [DataRow("<javascript:alert(1)>")]
    [DataRow("[x]: javascript:alert(1)\n\n[x]")]
    public void What_could_run_or_load_from_elsewhere_is_not_in_the_page(string markdown)
    {
        var html = MarkdownText.ToHtml(markdown).Value!;

        Assert.DoesNotMatchRegex("(?i)<(script|img[^>]+(onerror|https?:))|(href|src)=\"(javascript|data|//|\\\\)", html);
    }

    [TestMethod]
    public void Links_to_this_site_and_to_the_web_stay()
    {
        var html = MarkdownText.ToHtml("[a](/concepts/lists) [b](https://docs.python.org/3/) [c](#top)").Value!;

        Assert.Contains("href=\"/concepts/lists\"", html);
        Assert.Contains("href=\"https://docs.python.org/3/\"", html);
        Assert.Contains("href=\"#top\"", html);
    }
}
