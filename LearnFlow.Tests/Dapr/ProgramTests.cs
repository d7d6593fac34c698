using System.Diagnostics;
using LearnFlow.DaprSidecar;

namespace LearnFlow.Tests.Dapr;

/// <summary>The sidecar as a program.</summary>
[TestClass]
public sealed class ProgramTests
{
    [TestMethod]
    [DataRow("'--what=1' is no flag", "--app-id", "a", "--what=1")]
    [DataRow("--app-id is missing", "--app-port", "1")]
    [DataRow("--app-port is 'x': give a whole number.", "--app-id", "a", "--app-port", "x")]
    [DataRow("--app-protocol is 'grpc': this sidecar calls apps over http, https or h2c", "--app-id", "a", "--app-protocol", "grpc")]
    [DataRow("--log-level is 'loud'", "--app-id", "a", "--log-level", "loud")]
    [DataRow("The Dapr resources path /nowhere does not exist.", "--app-id", "a", "--dapr-http-port", "0", "--dapr-grpc-port", "0", "--resources-path", "/nowhere")]
    public async Task What_it_cannot_use_is_said_in_one_line_and_exit_code_2(string expected, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(Sidecar).Assembly.Location, .. arguments]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.AreEqual(2, process.ExitCode);
        StringAssert.Contains(errors, expected);
        Assert.HasCount(1, errors.TrimEnd().Split('\n'));
    }

    [TestMethod]
    [DataRow("Component 'cache' has type 'state.redis', which this sidecar does not serve.", """
        {"apiVersion": "dapr.io/v1alpha1", "kind": "Component", "metadata": {"name": "cache"}, "spec": {"type": "state.redis", "version": "v1"}}
        """)]
    [DataRow("of subscription 'runs', its routes have rules with a 'match' (CEL)", """
        {"apiVersion": "dapr.io/v2alpha1", "kind": "Subscription", "metadata": {"name": "runs"}, "spec": {"pubsubname": "pubsub", "topic": "runs",
         "routes": {"rules": [{"match": "event.type == 'a'", "path": "/a"}]}}}
        """)]
    [DataRow("cannot be read", "kind: [")]
    public async Task A_resource_that_it_does_not_serve_is_said_in_one_line_and_exit_code_2(string expected, string resource)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("learnflow-resource-").FullName, "resource.yaml");
        await File.WriteAllTextAsync(file, resource);

        await What_it_cannot_use_is_said_in_one_line_and_exit_code_2(expected, "--app-id", "a", "--dapr-http-port", "0", "--dapr-grpc-port", "0", "--resources-path", file);

        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    [TestMethod]
    public async Task It_serves_several_apps_which_can_call_each_other()
    {
        await using var one = await TestApp.StartAsync(Array.Empty<object>());
        await using var two = await TestApp.StartAsync(Array.Empty<object>());
        int httpOne = TestProcess.FreePort(), httpTwo = TestProcess.FreePort();

        await using var program = await TestProcess.StartAsync($"READY {httpTwo}", "dotnet", typeof(Sidecar).Assembly.Location,
            "--app-id", "one", "--app-port", $"{one.Address.Port}", "--dapr-http-port", $"{httpOne}", "--dapr-grpc-port", "0", "--",
            "--app-id", "two", "--app-port", $"{two.Address.Port}", "--dapr-http-port", $"{httpTwo}", "--dapr-grpc-port", "0", "--enable-metrics=false");
        using var http = new HttpClient();

        using var answer = await http.GetAsync(new Uri($"http://127.0.0.1:{httpOne}/v1.0/invoke/two/method/dapr/subscribe"));
        using var shutdown = await http.PostAsync(new Uri($"http://127.0.0.1:{httpOne}/v1.0/shutdown"), null);
        using var still = await http.GetAsync(new Uri($"http://127.0.0.1:{httpTwo}/v1.0/metadata"));
        await http.PostAsync(new Uri($"http://127.0.0.1:{httpTwo}/v1.0/shutdown"), null);
        await program.Completion;

        Assert.AreEqual(200, (int)answer.StatusCode);
        Assert.AreEqual(204, (int)shutdown.StatusCode);
        Assert.AreEqual(200, (int)still.StatusCode, "one sidecar's end is not the others'");
    }

    [TestMethod]
    public void Flags_of_daprd_that_have_no_effect_here_are_accepted_and_named()
    {
        var flags = new DaprdFlags(["--app-id=a", "--metrics-port=9090", "--enable-metrics=false", "--dapr-listen-addresses=127.0.0.1"]);

        CollectionAssert.AreEqual(new[] { "metrics-port" }, flags.Unused.ToList());
    }
}
