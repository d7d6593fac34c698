using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LearnFlow.Tests.Model;

/// <summary>The manifest is the one that stock Aspire 13.5.2 writes: same keys, order and values.</summary>
[TestClass]
public sealed partial class ManifestTests
{
    private static readonly string s_fixtures = Path.Combine(Repository.Root, "LearnFlow.Tests", "Model", "Fixtures");

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow("Sample", "sample")]
    [DataRow("AppHost", "variants")]
    public async Task A_model_compiles_as_it_stands_and_gives_the_manifest_of_stock_Aspire(string appHost, string manifest)
    {
        // Beside the AppHost's folder, as the paths in the reference are.
        var path = Path.Combine(s_fixtures, $"out-{Guid.NewGuid():N}", "manifest.json");
        try
        {
            await RunAsync(Repository.BuiltAppHost(appHost), Path.Combine(s_fixtures, appHost), "--publisher", "manifest", "--output-path", path);
            var expected = await File.ReadAllTextAsync(Expected(manifest), TestContext.CancellationToken);
            Assert.AreEqual(Normalised(expected), Normalised(await File.ReadAllTextAsync(path, TestContext.CancellationToken)));
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        }
    }

    [TestMethod]
    public async Task The_publish_manifest_step_writes_into_a_folder()
    {
        var folder = Directory.CreateTempSubdirectory("learnflow-manifest-").FullName;
        await RunAsync(Repository.BuiltAppHost("Sample"), Path.Combine(s_fixtures, "Sample"), "--operation", "publish", "--step", "publish-manifest", "--output-path", folder);
        var manifest = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "aspire-manifest.json"), TestContext.CancellationToken));
        Assert.AreEqual("container.v0", manifest!["resources"]!["postgres"]!["type"]!.GetValue<string>());
        Directory.Delete(folder, recursive: true);
    }

    [TestMethod]
    public async Task LearnFlows_manifest_at_the_top_level_is_current()
    {
        var path = Path.Combine(Repository.Root, $".manifest-{Guid.NewGuid():N}.json");
        try
        {
            await RunAsync(Repository.BuiltAppHost("LearnFlow.AppHost"), Path.Combine(Repository.Root, "LearnFlow.AppHost"), "--publisher", "manifest", "--output-path", path);
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
        var (exitCode, output) = await TryRunAsync(Repository.BuiltAppHost("Sample"), s_fixtures, "--publisher", "manifest");
        Assert.AreEqual(1, exitCode);
        Assert.Contains("--output-path", output);
    }

    private static string Expected(string name) => Path.Combine(Repository.Root, "LearnFlow.Tests", "Model", "Manifests", $"{name}-manifest.json");

    /// <summary>A volume's default name holds a hash of the AppHost's name or path.</summary>
    private static string Normalised(string manifest) => VolumeHash().Replace(manifest, "apphost-hash-").TrimEnd();

    private async Task RunAsync(string assembly, string folder, params string[] args)
    {
        var (exitCode, output) = await TryRunAsync(assembly, folder, args);
        Assert.AreEqual(0, exitCode, output);
    }

    private async Task<(int ExitCode, string Output)> TryRunAsync(string assembly, string folder, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [assembly, .. args]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_ENVIRONMENT"] = "Production";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.CancellationToken);
        await process.WaitForExitAsync(TestContext.CancellationToken);
        return (process.ExitCode, await output + await errors);
    }

    [GeneratedRegex(@"apphost-[0-9a-f]{10}-")]
    private static partial Regex VolumeHash();
}
