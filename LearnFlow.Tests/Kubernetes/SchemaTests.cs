using System.Text.Json;
using System.Text.Json.Nodes;

namespace LearnFlow.Tests.Kubernetes;

/// <summary>Every object is one that the API server takes.</summary>
[TestClass]
public sealed class SchemaTests
{
    private static readonly string s_validator = Path.Combine(Repository.Root, "LearnFlow.Tests", "Kubernetes", "js");

    private static readonly Lazy<Task> s_installed = new(() =>
        Directory.Exists(Path.Combine(s_validator, "node_modules", "kubernetes-models")) ? Task.CompletedTask
        : Kubectl.RunAsync(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", s_validator, null, "ci", "--no-audit", "--no-fund", "--loglevel=error"));

    [TestMethod]
    [NeedsKubectl]
    [NeedsCustomDefinitions]
    [DataRow("local", "gvisor", "ai-endpoint")]
    [DataRow("production", "gvisor", "ai-endpoint")]
    public async Task Every_object_of_an_overlay_is_valid(string overlay, params string[] components) =>
        Assert.AreEqual("", await ValidateAsync((await Manifests.OfAsync(overlay, components)).All));

    [TestMethod]
    [NeedsCustomDefinitions]
    public async Task The_plain_ingress_is_valid() =>
        Assert.AreEqual("", await ValidateAsync(Manifests.Parse(
            await File.ReadAllTextAsync(Path.Combine(Manifests.Deploy, "components", "ingress", "objects.yaml")))));

    [TestMethod]
    [NeedsCustomDefinitions]
    [DataRow("apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: x}\nspec: {selector: {}, template: {spec: {containers: [{image: y}]}}}", "name")]
    [DataRow("apiVersion: dapr.io/v1alpha1\nkind: Component\nmetadata: {name: x}\nspec: {type: state.postgresql, metadata: []}", "version")]
    [DataRow("apiVersion: dapr.io/v1alpha1\nkind: Component\nmetadata: {name: x}\nspec: {type: t, version: v1, metadata: [{name: n, secretRef: x}]}", "additional")]
    [DataRow("apiVersion: configuration.konghq.com/v1\nkind: KongPlugin\nmetadata: {name: x}\nconfig: {}", "plugin")]
    [DataRow("apiVersion: v1\nkind: Nonsense\nmetadata: {name: x}", "Nonsense")]
    public async Task An_object_that_is_not_is_found(string yaml, string complaint) => Assert.Contains(complaint, await ValidateAsync(Manifests.Parse(yaml)));

    /// <summary>A line for each object that is not valid.</summary>
    internal static async Task<string> ValidateAsync(IEnumerable<JsonObject> objects)
    {
        await s_installed.Value;
        return await Kubectl.RunAsync("node", s_validator, JsonSerializer.Serialize(new { objects, definitions = CustomDefinitions.Load() }), "validate.mjs");
    }
}
