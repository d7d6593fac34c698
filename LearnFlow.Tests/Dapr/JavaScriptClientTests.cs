using System.Diagnostics;
using LearnFlow.DaprSidecar;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace LearnFlow.Tests.Dapr;

/// <summary>State, publishing and invocation through @dapr/dapr, a client that nobody here wrote.</summary>
[TestClass]
public sealed class JavaScriptClientTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "LearnFlow.Tests", "Dapr", "js");

    [ClassInitialize]
    public static async Task InstallAsync(TestContext context)
    {
        if (Directory.Exists(Path.Combine(Folder, "node_modules", "@dapr", "dapr"))) return;
        var npm = OperatingSystem.IsWindows() ? ("cmd", new[] { "/c", "npm", "ci" }) : ("npm", ["ci"]);
        var (exitCode, output) = await RunAsync(npm.Item1, [.. npm.Item2, "--no-audit", "--no-fund", "--loglevel=error"]);
        Assert.AreEqual(0, exitCode, $"npm ci in {Folder} failed: {output}");
    }

    [TestMethod]
    [DataRow("http")]
    [DataRow("grpc")]
    public async Task Every_case_passes(string protocol)
    {
        await using var app = await TestApp.StartAsync(map: web => web.MapPost("/hello", async (HttpContext context) =>
        {
            var name = await context.Request.ReadFromJsonAsync<Dictionary<string, string>>();
            await context.Response.WriteAsJsonAsync(new { hello = name!["name"] });
        }));
        await using var dapr = await SidecarSession.StartAsync(new SidecarOptions
        {
            AppId = "js-app",
            AppAddress = app.Address,
            ApiToken = "js-token",
            Components = [Backends.State(await Backends.NewDatabaseAsync()), await Backends.KafkaAsync()],
        });
        var port = protocol == "grpc" ? dapr.Sidecar.GrpcPort : dapr.Sidecar.HttpPort;

        var (exitCode, output) = await RunAsync("node", ["contract.mjs", protocol, $"{port}", "js-app", $"t{Guid.NewGuid():N}", "js-token"]);

        Assert.AreEqual(0, exitCode, output);
        Assert.IsGreaterThanOrEqualTo(7, output.Split('\n').Count(l => l.StartsWith("ok ", StringComparison.Ordinal)), output);
    }

    [TestMethod]
    public async Task Its_server_gets_events_and_calls()
    {
        var appPort = TestProcess.FreePort();
        await using var dapr = await SidecarSession.StartBeforeAppAsync(new SidecarOptions
        {
            AppId = "js-server",
            AppAddress = new Uri($"http://127.0.0.1:{appPort}"),
            ApiToken = "js-token",
            Components = [await Backends.KafkaAsync()],
        });

        var (exitCode, output) = await RunAsync("node", ["server.mjs", $"{appPort}", $"{dapr.Sidecar.HttpPort}", "js-server", $"t{Guid.NewGuid():N}", "js-token"]);

        Assert.AreEqual(0, exitCode, output);
        StringAssert.Contains(output, """event {"from":"itself"}""");
        StringAssert.Contains(output, """answer {"hello":"Ann"}""");
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            return (-1, $"{program} did not end: {await output}{await errors}");
        }
        return (process.ExitCode, await output + await errors);
    }
}
