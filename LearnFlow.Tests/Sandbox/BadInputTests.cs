using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using LearnFlow.Sandbox.Run;

namespace LearnFlow.Tests.Sandbox;

[TestClass]
public sealed class BadInputTests
{
    [TestMethod]
    public async Task Code_over_64_KiB_is_refused()
    {
        var problem = await ProblemOfAsync(JsonSerializer.Serialize(new { language = "python", code = new string('#', 65_537) }));

        Assert.AreEqual("The code has 65537 bytes; at most 65536 (64 KiB) can be run.", problem);
    }

    [TestMethod]
    public async Task Code_of_64_KiB_is_run()
    {
        var sandbox = await SharedSandbox.GetAsync();

        Assert.AreEqual(RunStatus.Ok, (await sandbox.RunAsync(new string('#', 65_536))).Status);
    }

    [TestMethod]
    [DataRow("""{"language":"cobol","code":""}""", "There is no language \"cobol\" here")]
    [DataRow("""{"language":"python","code":""", "not the JSON that this endpoint expects")]
    [DataRow("""{"language":"python"}""", "code")]
    [DataRow("""{"language":"python","code":"","files":[null]}""", "A file of the request is null.")]
    [DataRow("""{"language":"python","code":"","exerciseId":"123456789_123456789_123456789_123456789_123456789_123456789_123456789_123456789_123456789_123456789_123456789_123456789_123456789"}""", "exerciseId has 129 characters; at most 128 can be sent.")]
    [DataRow("""{"language":"python","code":"","limits":{"wallTimeMs":999999}}""", "limits.wallTimeMs is 999999; it can be from 10 to 30000.")]
    [DataRow("""{"language":"python","code":"","entry":"../main.py"}""", "\"../main.py\" is not a file name")]
    [DataRow("""{"language":"python","code":"","files":[{"name":"/etc/passwd","content":""}]}""", "\"/etc/passwd\" is not a file name")]
    [DataRow("""{"language":"python","code":"","files":[{"name":"main.py","content":""}]}""", "Two files have the name main.py.")]
    [DataRow("""{"language":"python","code":"","files":[{"name":"main.py/x","content":""}]}""", "A file has the name of another file's folder.")]
    public async Task A_bad_request_is_told_what_is_wrong(string body, string expected) =>
        Assert.Contains(expected, await ProblemOfAsync(body));

    [TestMethod]
    [DataRow("/check", """{"language":"python","code":"","tests":[null]}""")]
    [DataRow("/run/stream", """{"run":{"language":"python","code":""},"interactive":true,"inputs":[null]}""")]
    [DataRow("/run", """{"language":"python","code":"","args":[null]}""")]
    [DataRow("/trace", """{"language":"python","code":"","files":[null]}""")]
    [DataRow("/api/v2/execute", """{"language":"python","version":"*","files":[null]}""")]
    public async Task A_null_in_a_list_is_a_400(string path, string body)
    {
        var sandbox = await SharedSandbox.GetAsync();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await sandbox.Client.PostAsync(new Uri(path, UriKind.Relative), content);

        Assert.AreEqual(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [TestMethod]
    public async Task A_body_that_is_not_UTF8_is_refused()
    {
        byte[] body = [.. """{"language":"python","code":"print('"""u8, 0xff, 0xfe, .. """')"}"""u8];

        Assert.Contains("UTF-8", await ProblemOfAsync(body));
    }

    private static Task<string> ProblemOfAsync(string body) => ProblemOfAsync(Encoding.UTF8.GetBytes(body));

    private static async Task<string> ProblemOfAsync(byte[] body)
    {
        var sandbox = await SharedSandbox.GetAsync();
        using var content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        using var response = await sandbox.Client.PostAsync(new Uri("/run", UriKind.Relative), content);
        Assert.AreEqual(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.AreEqual("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString()!;
    }
}
