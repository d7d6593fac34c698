namespace LearnFlow.Hosting.Kubernetes.Objects;

/// <summary>The labels by which objects find each other.</summary>
internal static class Labels
{
    /// <summary>What a selector selects by.</summary>
    public const string Name = "app.kubernetes.io/name";

    /// <summary>The part that pods play: service, server, migration, collector.</summary>
    public const string Component = "app.kubernetes.io/component";

    private const string PartOf = "app.kubernetes.io/part-of";

    /// <summary>The metadata of an object that belongs to a workload.</summary>
    public static V1ObjectMeta Meta(string name, ClusterOptions options, string component = "service", string? belongsTo = null) => new()
    {
        Name = name,
        Labels = new Dictionary<string, string> { [Component] = component, [Name] = belongsTo ?? name, [PartOf] = options.Namespace },
    };

    /// <summary>Selects the pods of a workload.</summary>
    public static Dictionary<string, string> Select(string name) => new() { [Name] = name };

    /// <summary>Selects the pods of a workload.</summary>
    public static V1LabelSelector Selector(string name) => new() { MatchLabels = Select(name) };
}
