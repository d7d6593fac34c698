using LearnFlow.Hosting.Kubernetes.Model;

namespace LearnFlow.Hosting.Kubernetes.Objects;

/// <summary>The Service and the ServiceAccount of a workload.</summary>
internal static class Services
{
    public static V1Service Of(Workload workload, ClusterOptions options, string component = "service") => new()
    {
        ApiVersion = "v1",
        Kind = "Service",
        Metadata = Labels.Meta(workload.Name, options, component),
        Spec = new()
        {
            Selector = Labels.Select(workload.Name),
            Ports =
            [
                .. workload.Ports.Select(p => new V1ServicePort
                {
                    Name = p.Name,
                    Port = p.Port,
                    TargetPort = p.Name,
                    AppProtocol = p.IsHttp ? "http" : null,
                }),
            ],
        },
    };

    /// <summary>An identity, which Dapr's certificates name; without a token, since nothing here speaks to the API server.</summary>
    public static V1ServiceAccount Account(string name, ClusterOptions options, string component = "service") => new()
    {
        ApiVersion = "v1",
        Kind = "ServiceAccount",
        Metadata = Labels.Meta(name, options, component),
        AutomountServiceAccountToken = false,
    };

    /// <summary>A name in the cluster for a host elsewhere.</summary>
    public static V1Service Alias(string name, string host, ClusterOptions options) => new()
    {
        ApiVersion = "v1",
        Kind = "Service",
        Metadata = Labels.Meta(name, options, "alias"),
        Spec = new() { Type = "ExternalName", ExternalName = host },
    };
}
