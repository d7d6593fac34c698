using System.Text.Json.Nodes;

namespace LearnFlow.Tests.Kubernetes;

/// <summary>
/// The custom resource definitions of Dapr and Kong, as they publish them. They stay outside the repository: found by the setting
/// LEARNFLOW_CRDS or at ../shared/data/crds beside the clone.
/// </summary>
internal static class CustomDefinitions
{
    public static string Folder { get; } = Environment.GetEnvironmentVariable("LEARNFLOW_CRDS")
        ?? Path.Combine(Repository.Root, "..", "shared", "data", "crds");

    public static IReadOnlyList<JsonObject> Load() =>
    [
        .. Directory.EnumerateFiles(Folder, "*.yaml", SearchOption.AllDirectories).Order().SelectMany(file => Manifests.Parse(File.ReadAllText(file))),
    ];
}

/// <summary>For tests on them: reported as skipped on a developer's machine without the files; in CI they always run.</summary>
internal sealed class NeedsCustomDefinitionsAttribute : ConditionBaseAttribute
{
    public NeedsCustomDefinitionsAttribute() : base(ConditionMode.Include) =>
        IgnoreMessage = $"The definitions were not found at {CustomDefinitions.Folder}: "
            + "set LEARNFLOW_CRDS to a folder with those of Dapr and Kong to run this test.";

    public override string GroupName => nameof(NeedsCustomDefinitionsAttribute);

    public override bool IsConditionMet => Environment.GetEnvironmentVariable("CI") == "true" || Directory.Exists(CustomDefinitions.Folder);
}
