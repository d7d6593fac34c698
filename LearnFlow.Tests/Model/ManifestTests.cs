using System.Text.Json.Nodes;

namespace LearnFlow.Tests.Model;

/// <summary>
/// The manifest is the one that stock Aspire writes with its own Kafka package and the Community Toolkit's Dapr: same keys, order and values.
/// What is expected was written by them (13.5.2).
/// </summary>
[TestClass]
public sealed class ManifestTests
{
    private static readonly string s_fixtures = Path.Combine(Repository.Root, "LearnFlow.Tests", "Model", "Fixtures");

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow("Sample", "sample")]
    [DataRow("Variants", "variants")]
    public async Task A_model_with_Kafka_and_Dapr_gives_the_manifest_of_the_stock_packages(string appHost, string manifest)
    {
        // Beside the AppHost's folder, as the paths in the expected manifest are.
        var path = Path.Combine(s_fixtures, $"out-{Guid.NewGuid():N}", "manifest.json");
        try
        {
            await RunAsync(appHost, Path.Combine(s_fixtures, appHost), "--publisher", "manifest", "--output-path", path);
            var actual = await ReadAsync(path);
            foreach (var (name, expected) in await ReadAsync(Path.Combine(Repository.Root, "LearnFlow.Tests", "Model", "Manifests", $"{manifest}-manifest.json")))
            {
                Assert.AreEqual(expected!.ToJsonString(), actual[name]?.ToJsonString(), name);
            }
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        }
    }

    [TestMethod]
    public async Task LearnFlows_manifest_at_the_top_level_is_current()
    {
        var path = Path.Combine(Repository.Root, $".manifest-{Guid.NewGuid():N}.json");
        try
        {
            await RunAsync("LearnFlow.AppHost", Path.Combine(Repository.Root, "LearnFlow.AppHost"), "--publisher", "manifest", "--output-path", path);
            var current = await File.ReadAllTextAsync(path, TestContext.CancellationToken);
            var checkedIn = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "aspire-manifest.json"), TestContext.CancellationToken);
            Assert.AreEqual(current.TrimEnd(), checkedIn.TrimEnd(), "aspire-manifest.json is stale: dotnet run --project LearnFlow.AppHost --launch-profile manifest");
        }
        finally
        {
            File.Delete(path);
        }
    }

    [TestMethod]
    public async Task A_manifest_without_output_path_fails_with_a_sentence()
    {
        var (exitCode, output) = await AppHostProgram.TryRunAsync("Sample", s_fixtures, TestContext.CancellationToken, "--publisher", "manifest");
        Assert.AreEqual(1, exitCode);
        Assert.Contains("--output-path", output);
    }

    private async Task<JsonObject> ReadAsync(string file) =>
        JsonNode.Parse(await File.ReadAllTextAsync(file, TestContext.CancellationToken))!["resources"]!.AsObject();

    private Task RunAsync(string appHost, string folder, params string[] arguments) =>
        AppHostProgram.RunAsync(appHost, folder, TestContext.CancellationToken, arguments);
}
