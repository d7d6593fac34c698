using CommunityToolkit.Aspire.Hosting.Dapr;
using LearnFlow.Hosting.Dapr;
using LearnFlow.Hosting.Dapr.State.PostgreSql;
using System.Text.Json;

namespace LearnFlow.Tests.Dapr;

/// <summary>daprd in the sidecar's place. The one here is a script that writes down how it was called.</summary>
[TestClass]
public sealed class DaprdTests
{
    [TestMethod]
    public async Task It_gets_daprds_flags_components_as_files_and_secrets_by_its_environment()
    {
        var folder = Directory.CreateTempSubdirectory("learnflow-fake-daprd-");
        var script = Path.Combine(folder.FullName, "daprd");
        await File.WriteAllTextAsync(script, """
            #!/bin/sh
            cd "$(dirname "$0")"
            printf '%s\n' "$@" > arguments
            env > environment
            mv environment called
            exec sleep 600
            """);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        await using var daprd = new DaprdProcess(script, new SidecarOptions
        {
            AppId = "triage",
            AppAddress = new("http://127.0.0.1:5301"),
            ApiToken = "api",
            AppToken = "app",
            Components = [Backends.State("Host=db;Port=5432;Username=me;Password=it's;Database=state")],
        });

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!File.Exists(Path.Combine(folder.FullName, "called")))
            await timer.WaitForNextTickAsync(limit.Token);
        var arguments = await File.ReadAllLinesAsync(Path.Combine(folder.FullName, "arguments"));
        var environment = await File.ReadAllLinesAsync(Path.Combine(folder.FullName, "called"));
        var resources = arguments.Single(a => a.StartsWith("--resources-path=", StringComparison.Ordinal))["--resources-path=".Length..];
        var component = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(resources, "statestore.yaml"))).RootElement;
        await daprd.StopAsync();

        CollectionAssert.IsSubsetOf(new[] { "--app-id=triage", "--app-port=5301", $"--dapr-http-port={daprd.HttpPort}", $"--dapr-grpc-port={daprd.GrpcPort}",
            "--app-protocol=http" }, arguments);
        CollectionAssert.IsSubsetOf(new[] { "DAPR_API_TOKEN=api", "APP_API_TOKEN=app" }, environment);
        CollectionAssert.Contains(environment, """COMPONENT_STATESTORE_CONNECTIONSTRING=host='db' port='5432' user='me' password='it\'s' database='state'""");
        Assert.AreEqual("state.postgresql", component.GetProperty("spec").GetProperty("type").GetString());
        Assert.AreEqual("COMPONENT_STATESTORE_CONNECTIONSTRING", component.GetProperty("spec").GetProperty("metadata")[0].GetProperty("envRef").GetString());
        Assert.IsFalse(component.GetRawText().Contains("it's", StringComparison.Ordinal), "no secret in the file");
        Assert.IsFalse(Directory.Exists(resources), "nothing is left behind");
        folder.Delete(recursive: true);
    }

    [TestMethod]
    [DataRow("Host=db;Port=1;Username=u;Password=p;Database=d")]
    [DataRow("host=db port=1 user=u password=p dbname=d")]
    [DataRow("postgres://u:p@db:1/d")]
    public void A_connection_string_of_any_form_becomes_words_that_mean_the_same(string text)
    {
        var words = ConnectionString.ToWords(text);

        Assert.AreEqual("host='db' port='1' user='u' password='p' database='d'", words);
        Assert.AreEqual("p", ConnectionString.Parse(words).Password);
    }
}
