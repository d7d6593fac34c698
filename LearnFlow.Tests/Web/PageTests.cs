using System.Net;

namespace LearnFlow.Tests.Web;

[TestClass]
public sealed class PageTests
{
    private static Site _site = null!;

    [ClassInitialize]
    public static async Task Start(TestContext context) => _site = await Site.StartAsync();

    [ClassCleanup]
    public static async Task Stop() => await _site.DisposeAsync();

    [TestMethod]
    public async Task The_workspace_lists_the_exercises()
    {
        var (status, html) = await GetAsync("/practice");

        Assert.AreEqual(HttpStatusCode.OK, status);
        Assert.Contains("href=\"/exercises/sum-of-evens\"", html);
    }

    [TestMethod]
    public async Task An_exercise_shows_its_statement_as_text_and_its_starter()
    {
        var (_, html) = await GetAsync("/exercises/sum-of-evens");

        Assert.Contains("<code>sum_of_evens(numbers)</code>", html);
        Assert.Contains("&lt;script&gt;", html);
        Assert.Contains("def sum_of_evens(numbers):", html);
    }

    [TestMethod]
    [DataRow("/nowhere")]
    [DataRow("/exercises/nothing")]
    [DataRow("/concepts/nothing")]
    public async Task What_is_not_there_is_a_page_that_says_so(string path)
    {
        var (status, html) = await GetAsync(path);

        Assert.AreEqual(HttpStatusCode.NotFound, status);
        Assert.Contains("There is no such page", html);
    }

    [TestMethod]
    public async Task Pages_work_while_the_services_are_down()
    {
        await using var site = await Site.StartAsync(("DAPR_HTTP_ENDPOINT", "http://127.0.0.1:1"));

        var (workspace, workspaceHtml) = await GetAsync("/practice", site);
        var (article, articleHtml) = await GetAsync("/concepts/for-loops", site);

        Assert.AreEqual(HttpStatusCode.OK, workspace);
        Assert.Contains("The exercises do not answer at the moment", workspaceHtml);
        Assert.AreEqual(HttpStatusCode.ServiceUnavailable, article);
        Assert.Contains("does not answer right now", articleHtml);
    }

    [TestMethod]
    [DataRow("/")]
    [DataRow("/nowhere")]
    [DataRow("/api/nowhere/x")]
    [DataRow("/logo.svg")]
    public async Task Every_response_carries_the_security_headers(string path)
    {
        using var visitor = _site.Visitor();

        using var response = await visitor.GetAsync(path);

        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.DoesNotContain("unsafe", policy);
        Assert.Contains("default-src 'none'", policy);
        Assert.AreEqual("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.AreEqual("DENY", response.Headers.GetValues("X-Frame-Options").Single());
    }

    [TestMethod]
    public async Task A_form_without_its_antiforgery_token_is_refused()
    {
        using var visitor = _site.Visitor();
        visitor.DefaultRequestHeaders.Add("Accept", "text/html");

        using var response = await visitor.PostAsync("/practice", new FormUrlEncodedContent([new("Code", "print(1)")]));

        Assert.AreEqual(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [TestMethod]
    public async Task The_editor_s_files_are_kept_for_ever_and_sent_compressed()
    {
        using var visitor = _site.Visitor();
        visitor.DefaultRequestHeaders.Add("Accept-Encoding", "gzip");
        var chunk = Directory.EnumerateFiles(Path.Combine(Repository.Root, "LearnFlow.Web", "wwwroot", "dist", "chunks"), "monaco-*.js").Single();

        using var response = await visitor.GetAsync($"/dist/chunks/{Path.GetFileName(chunk)}");

        Assert.AreEqual(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("immutable", response.Headers.GetValues("Cache-Control").Single());
        Assert.Contains("gzip", response.Content.Headers.ContentEncoding);
    }

    [TestMethod]
    public async Task Files_and_probes_make_no_guest()
    {
        using var visitor = _site.Visitor();

        foreach (var path in (string[])["/logo.svg", "/alive", "/dist/site.js"])
        {
            using var response = await visitor.GetAsync(path);
            Assert.AreEqual(HttpStatusCode.OK, response.StatusCode, path);
            Assert.IsFalse(response.Headers.Contains("Set-Cookie"), path);
        }
    }

    private static async Task<(HttpStatusCode Status, string Html)> GetAsync(string path, Site? site = null)
    {
        using var visitor = (site ?? _site).Visitor();
        visitor.DefaultRequestHeaders.Add("Accept", "text/html");
        using var response = await visitor.GetAsync(path);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
