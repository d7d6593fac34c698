using LearnFlow.Tests.Model;

namespace LearnFlow.Tests.Kubernetes;

/// <summary>deploy/ is what the AppHost writes, and the same each time; Aspire's sample model gives a whole system too.</summary>
[TestClass]
public sealed class PublishTests : IDisposable
{
    /// <summary>Where the AppHosts are run: an AppHost reads the appsettings.json of the current folder.</summary>
    private static readonly Dictionary<string, string> s_folders = new()
    {
        ["LearnFlow.AppHost"] = Path.Combine(Repository.Root, "LearnFlow.AppHost"),
        ["Sample"] = Path.Combine(Repository.Root, "LearnFlow.Tests", "Model", "Fixtures", "Sample"),
    };

    private readonly string _output = Directory.CreateTempSubdirectory("learnflow-publish-").FullName;

    public TestContext TestContext { get; set; } = null!;

    public void Dispose() => Directory.Delete(_output, recursive: true);

    [TestMethod]
    [DataRow("kubernetes")]
    [DataRow("publish")]
    public async Task Deploy_is_current(string step)
    {
        await RunAsync("LearnFlow.AppHost", step);
        Assert.AreEqual(Text(_output), Text(Manifests.Deploy),
            "deploy/ is stale: dotnet run --project LearnFlow.AppHost -- --operation publish --step kubernetes --output-path ../deploy");
    }

    [TestMethod]
    [NeedsKubectl]
    [NeedsCustomDefinitions]
    public async Task The_model_that_stock_Aspires_chart_is_known_for_gives_valid_objects()
    {
        await RunAsync("Sample", "kubernetes", "--Parameters:api-key=never-written");
        Assert.DoesNotContain("never-written", Text(_output));
        foreach (var overlay in new[] { "local", "production" })
        {
            var all = await Manifests.InAsync(_output, overlay);
            Assert.AreEqual("", await SchemaTests.ValidateAsync(all.All));
            Assert.IsTrue(all.Has("Deployment", "shop-api") && all.Has("Ingress", "shop-web") && all.Has("Component", "statestore"), overlay);
        }
    }

    [TestMethod]
    [NeedsKubectl]
    public async Task The_secrets_step_makes_what_the_local_overlay_needs_and_keeps_what_is_there()
    {
        await RunAsync("LearnFlow.AppHost", "kubernetes");
        await RunAsync("LearnFlow.AppHost", "kubernetes-secrets", "--Parameters:postgres-password=pw'd /%");
        var secrets = Path.Combine(_output, "overlays", "local", "secrets");
        var before = Text(secrets);
        await RunAsync("LearnFlow.AppHost", "kubernetes-secrets", "--Parameters:postgres-password=another");
        Assert.AreEqual(before, Text(secrets));

        // A file that is made later has the values of those that are there.
        var exercises = Path.Combine(secrets, "exercises-secrets.env");
        File.Delete(exercises);
        await RunAsync("LearnFlow.AppHost", "kubernetes-secrets");
        Assert.AreEqual(before, Text(secrets));

        // pgx's words for daprd, percent-encoding in a URI.
        Assert.Contains(@"password='pw\'d /%'", await File.ReadAllTextAsync(Path.Combine(secrets, "statestore-secrets.env"), TestContext.CancellationToken));
        Assert.Contains("pw%27d%20%2F%25@postgres:5432/exercisesdb", await File.ReadAllTextAsync(exercises, TestContext.CancellationToken));
        var generated = Manifests.Parse(await Kubectl.KustomizeAsync(Path.GetDirectoryName(secrets)!))
            .Where(o => o.Kind() == "Secret").Select(o => o.Name());
        var files = Directory.EnumerateFiles(secrets).Select(f => Path.GetFileNameWithoutExtension(f));
        Assert.AreSequenceEqual(files.Order().ToList(), generated.Order().ToList());
    }

    [TestMethod]
    [DataRow("kubernetes")]
    [DataRow("kubernetes-secrets")]
    public async Task A_step_that_fails_says_why_without_a_stack_trace_and_fails_the_program(string step)
    {
        var file = Path.Combine(_output, "file");
        await File.WriteAllTextAsync(file, "", TestContext.CancellationToken);
        var (exitCode, output) = await AppHostProgram.TryRunAsync("Sample", s_folders["Sample"], TestContext.CancellationToken, Arguments(step, file, ["--Parameters:api-key=x"]));
        Assert.AreEqual(1, exitCode, output);
        Assert.Contains(file, output);
        Assert.DoesNotContain("   at ", output);
    }

    [TestMethod]
    public async Task A_secret_without_value_is_asked_for_by_name()
    {
        var (exitCode, output) = await AppHostProgram.TryRunAsync("Sample", s_folders["Sample"], TestContext.CancellationToken, Arguments("kubernetes-secrets", _output, []));
        Assert.AreEqual(1, exitCode, output);
        Assert.Contains("Parameters:api-key", output);
        Assert.IsEmpty(Directory.EnumerateFileSystemEntries(_output));
    }

    private Task RunAsync(string appHost, string step, params string[] more) =>
        AppHostProgram.RunAsync(appHost, s_folders[appHost], TestContext.CancellationToken, Arguments(step, _output, more));

    private static string[] Arguments(string step, string output, string[] more) => ["--operation", "publish", "--step", step, "--output-path", output, .. more];

    /// <summary>All files of a folder, but a developer's own secrets.</summary>
    private static string Text(string folder) => string.Concat(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Select(file => (Path: Path.GetRelativePath(folder, file).Replace('\\', '/'), File: file))
        .Where(f => !f.Path.Contains("/secrets/", StringComparison.Ordinal))
        .OrderBy(f => f.Path, StringComparer.Ordinal).Select(f => $"== {f.Path}\n{File.ReadAllText(f.File).ReplaceLineEndings("\n")}"));
}
