using LearnFlow.Hosting.Kubernetes.Model;

namespace LearnFlow.Hosting.Kubernetes.Objects;

/// <summary>How many pods a service has in production.</summary>
internal static class Scaling
{
    /// <summary>WithReplicas is the least; two at least, so that one may go away.</summary>
    public static V2HorizontalPodAutoscaler Autoscaler(Workload workload, ClusterOptions options)
    {
        var least = Math.Max(2, workload.Resource.GetReplicaCount());
        return new()
        {
            ApiVersion = "autoscaling/v2",
            Kind = "HorizontalPodAutoscaler",
            Metadata = Labels.Meta(workload.Name, options),
            Spec = new()
            {
                ScaleTargetRef = new() { ApiVersion = "apps/v1", Kind = "Deployment", Name = workload.Name },
                MinReplicas = least,
                MaxReplicas = Math.Max(least, workload.Options.MaxReplicas),
                Metrics =
                [
                    new() { Type = "Resource", Resource = new() { Name = "cpu", Target = new() { Type = "Utilization", AverageUtilization = 70 } } },
                ],
            },
        };
    }

    /// <summary>A node that is emptied takes one pod of a service at a time.</summary>
    public static V1PodDisruptionBudget Budget(Workload workload, ClusterOptions options) => new()
    {
        ApiVersion = "policy/v1",
        Kind = "PodDisruptionBudget",
        Metadata = Labels.Meta(workload.Name, options),
        Spec = new() { MaxUnavailable = 1, Selector = Labels.Selector(workload.Name) },
    };
}
