using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using LearnFlow.Sandbox.Piston;

namespace LearnFlow.Tests.Sandbox;

[TestClass]
public sealed class PistonTests
{
    private static readonly string s_folder = Path.Combine(Repository.Root, "LearnFlow.Tests", "Sandbox", "js");

    [TestMethod, Timeout(180_000, CooperativeCancellation = true)]
    public async Task The_client_from_npm_runs_hello()
    {
        var sandbox = await SharedSandbox.GetAsync();
        if (!Directory.Exists(Path.Combine(s_folder, "node_modules", "piston-client")))
            await RunAsync(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", "ci", "--no-audit", "--no-fund", "--loglevel=error");

        var output = await RunAsync("node", "hello.mjs", sandbox.Client.BaseAddress!.ToString());

        Assert.AreEqual(
            "runtimes javascript python\npython \"Hello World! ['1', '2', '3']\\n\"\njs \"Hello Ada\\n\"\nerror \"version is required as a string\"\n",
            output.ReplaceLineEndings("\n"));
    }

    [TestMethod]
    public async Task Every_field_of_the_contract_is_answered()
    {
        var (status, answer) = await ExecuteAsync("""{"language":"py","version":"3.x","files":[{"name":"a.py","content":"import b, sys\nprint(b.x, input())\nsys.exit(3)"},{"name":"b.py","content":"eCA9IDU=","encoding":"base64"}],"stdin":"in","run_memory_limit":-1}""");

        Assert.AreEqual(HttpStatusCode.OK, status);
        Assert.AreEqual("python", answer.GetProperty("language").GetString());
        var run = answer.GetProperty("run");
        Assert.AreEqual("5 in\n||5 in\n|3|RE", string.Join('|', run.GetProperty("stdout"), run.GetProperty("stderr"), run.GetProperty("output"), run.GetProperty("code"), run.GetProperty("status")));
        Assert.AreEqual(JsonValueKind.Null, run.GetProperty("signal").ValueKind);
        foreach (var name in (string[])["cpu_time", "wall_time", "memory"])
            Assert.AreEqual(JsonValueKind.Number, run.GetProperty(name).ValueKind);
    }

    [TestMethod]
    public async Task A_run_over_its_time_is_killed()
    {
        var (_, answer) = await ExecuteAsync("""{"language":"python","version":"*","files":[{"content":"while True: pass"}],"run_timeout":300}""");

        var run = answer.GetProperty("run");
        Assert.AreEqual("SIGKILL TO", $"{run.GetProperty("signal")} {run.GetProperty("status")}");
        Assert.AreEqual(JsonValueKind.Null, run.GetProperty("code").ValueKind);
    }

    [TestMethod]
    [DataRow("{}", "language is required as a string")]
    [DataRow("""{"language":"python"}""", "version is required as a string")]
    [DataRow("""{"language":"python","version":"3"}""", "files is required as an array")]
    [DataRow("""{"language":"python","version":"2","files":[{"content":""}]}""", "python-2 runtime is unknown")]
    [DataRow("""{"language":"python","version":"3","files":[{"name":"x"}]}""", "files[0].content is required as a string")]
    [DataRow("""{"language":"python","version":"3","files":[{"content":""}],"run_timeout":"1"}""", "If specified, run_timeout must be a number")]
    [DataRow("""{"language":"python","version":"3","files":[{"content":""}],"run_timeout":999999}""", "run_timeout cannot exceed the configured limit of 30000")]
    [DataRow("""{"language":"python","version":"3","files":[{"content":"%","encoding":"base64"}]}""", "files[0].content is not text in base64")]
    [DataRow("[", "the body is not the JSON object that execute expects")]
    [DataRow("""{"language":"python","version":"3","files":[{"content":"","name":"../x"}]}""", "\"../x\" is not a file name: use a relative path of at most 128 characters with forward slashes, without \"..\" and not in .harness.")]
    public async Task What_is_wrong_is_said_in_Pistons_words(string body, string message)
    {
        var (status, answer) = await ExecuteAsync(body);

        Assert.AreEqual((HttpStatusCode.BadRequest, message), (status, answer.GetProperty("message").GetString()));
    }

    [TestMethod]
    [DataRow("*", "3.11.3", true)]
    [DataRow("3", "3.11.3", true)]
    [DataRow("3.11.x", "3.11.3", true)]
    [DataRow("3.11.3", "3.11.3", true)]
    [DataRow("3.1", "3.11.3", false)]
    [DataRow("3.11.4", "3.11.3", false)]
    [DataRow("^3.9.0", "3.11.3", true)]
    [DataRow("^3.12.0", "3.11.3", false)]
    [DataRow("~3.10.0", "3.11.3", false)]
    [DataRow(">=3.9", "3.11.3", true)]
    [DataRow("three", "3.11.3", false)]
    public void A_version_lies_in_its_ranges(string range, string version, bool contained) =>
        Assert.AreEqual(contained, VersionRange.Contains(range, version));

    private static async Task<(HttpStatusCode Status, JsonElement Answer)> ExecuteAsync(string body)
    {
        var sandbox = await SharedSandbox.GetAsync();
        using var content = new StringContent(body, Encoding.UTF8, "text/plain");
        using var response = await sandbox.Client.PostAsync("/api/v2/execute", content);
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = s_folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.AreEqual(0, process.ExitCode, await output + await error);
        return await output;
    }
}
