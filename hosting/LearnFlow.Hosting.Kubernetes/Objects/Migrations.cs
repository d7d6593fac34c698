using LearnFlow.Hosting.Kubernetes.Model;

namespace LearnFlow.Hosting.Kubernetes.Objects;

/// <summary>The Job that brings a database to the new version's schema. The new version's pods wait for it before they start.</summary>
internal static class Migrations
{
    public static V1Job Of(Workload workload, ClusterOptions options)
    {
        var meta = Labels.Meta(workload.MigrationName, options, "migration");
        // A GitOps tool makes it anew for each version; with kubectl the old one is deleted first.
        meta.Annotations = new Dictionary<string, string>
        {
            ["argocd.argoproj.io/hook"] = "Sync",
            ["argocd.argoproj.io/hook-delete-policy"] = "BeforeHookCreation",
        };
        return new()
        {
            ApiVersion = "batch/v1",
            Kind = "Job",
            Metadata = meta,
            Spec = new()
            {
                BackoffLimit = 10,
                Template = new()
                {
                    Metadata = new() { Labels = Labels.Meta(workload.MigrationName, options, "migration").Labels },
                    Spec = new()
                    {
                        AutomountServiceAccountToken = false,
                        EnableServiceLinks = false,
                        RestartPolicy = "OnFailure",
                        ServiceAccountName = workload.Name,
                        SecurityContext = PodSecurity.Pod(options.User),
                        Containers = [Deployments.Container(workload, "migrate", ["--migrate"])],
                        Volumes = [PodSecurity.Scratch("tmp", workload.Options.Temporary)],
                    },
                },
            },
        };
    }
}
