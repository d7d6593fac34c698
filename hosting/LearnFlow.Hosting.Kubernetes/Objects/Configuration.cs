using LearnFlow.Hosting.Kubernetes.Model;

namespace LearnFlow.Hosting.Kubernetes.Objects;

/// <summary>The ConfigMap with the variables of a workload that everybody may see.</summary>
internal static class Configuration
{
    public static string NameOf(Workload workload) => $"{workload.Name}-config";

    public static V1ConfigMap Of(Workload workload, ClusterOptions options) => new()
    {
        ApiVersion = "v1",
        Kind = "ConfigMap",
        Metadata = Labels.Meta(NameOf(workload), options, belongsTo: workload.Name),
        Data = workload.Settings.ToDictionary(s => s.Key, s => s.Value),
    };
}
