
namespace LearnFlow.Tests.Kubernetes;

/// <summary>deploy/ is what the AppHost writes, and the same each time; Aspire's sample model gives a whole system too.</summary>
[TestClass]
public sealed class PublishTests
{
    [TestMethod]
    public async Task Deploy_is_current()
    {
        var folder = await PublishAsync("LearnFlow.AppHost", Path.Combine(Repository.Root, "LearnFlow.AppHost"));
        try
        {
            Assert.AreEqual(Text(folder), Text(Manifests.Deploy),
                "deploy/ is stale: dotnet run --project LearnFlow.AppHost -- --operation publish --step publish --output-path ../deploy");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [TestMethod]
    [NeedsKubectl]
    [NeedsCustomDefinitions]
    public async Task The_model_that_stock_Aspires_chart_is_known_for_gives_valid_objects()
    {
        var folder = await PublishAsync("Sample", Path.Combine(Repository.Root, "LearnFlow.Tests", "Model", "Fixtures", "Sample"), "--Parameters:api-key=never-written");
        try
        {
            Assert.DoesNotContain("never-written", Text(folder));
            foreach (var overlay in new[] { "local", "production" })
            {
                var all = await Manifests.InAsync(folder, overlay);
                Assert.AreEqual("", await SchemaTests.ValidateAsync(all.All));
                Assert.IsTrue(all.Has("Deployment", "shop-api") && all.Has("Ingress", "shop-web") && all.Has("Component", "statestore"), overlay);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [TestMethod]
    [NeedsKubectl]
    public async Task The_secrets_step_makes_what_the_local_overlay_needs_and_keeps_what_is_there()
    {
        var host = Path.Combine(Repository.Root, "LearnFlow.AppHost");
        var folder = Directory.CreateTempSubdirectory("learnflow-publish-").FullName;
        try
        {
            await RunAsync("LearnFlow.AppHost", host, "publish", folder);
            await RunAsync("LearnFlow.AppHost", host, "secrets", folder, "--Parameters:postgres-password=pw'd /%");
            var secrets = Path.Combine(folder, "overlays", "local", "secrets");
            var before = Text(secrets);
            await RunAsync("LearnFlow.AppHost", host, "secrets", folder, "--Parameters:postgres-password=another");
            Assert.AreEqual(before, Text(secrets));

            // pgx's words for daprd, percent-encoding in a URI.
            Assert.Contains(@"password='pw\'d /%'", await File.ReadAllTextAsync(Path.Combine(secrets, "statestore-secrets.env")));
            Assert.Contains("pw%27d%20%2F%25@postgres:5432/exercisesdb", await File.ReadAllTextAsync(Path.Combine(secrets, "exercises-secrets.env")));
            var generated = Manifests.Parse(await Kubectl.KustomizeAsync(Path.GetDirectoryName(secrets)!))
                .Where(o => o.Kind() == "Secret").Select(o => o.Name());
            var files = Directory.EnumerateFiles(secrets).Select(f => Path.GetFileNameWithoutExtension(f));
            Assert.AreSequenceEqual(files.Order().ToList(), generated.Order().ToList());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string> PublishAsync(string appHost, string folder, params string[] more)
    {
        var output = Directory.CreateTempSubdirectory("learnflow-publish-").FullName;
        await RunAsync(appHost, folder, "publish", output, more);
        return output;
    }

    private static Task RunAsync(string appHost, string folder, string step, string output, params string[] more) => Kubectl.RunAsync("dotnet", folder, null,
        [Repository.BuiltAppHost(appHost), "--operation", "publish", "--step", step, "--output-path", output, .. more]);

    /// <summary>All files of a folder, but a developer's own secrets.</summary>
    private static string Text(string folder) => string.Concat(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Select(file => (Path: Path.GetRelativePath(folder, file).Replace('\\', '/'), File: file))
        .Where(f => !f.Path.Contains("/secrets/", StringComparison.Ordinal))
        .OrderBy(f => f.Path, StringComparer.Ordinal).Select(f => $"== {f.Path}\n{File.ReadAllText(f.File).ReplaceLineEndings("\n")}"));
}
