using LearnFlow.Hosting.Kubernetes.Model;
using LearnFlow.Hosting.Kubernetes.Objects;

namespace LearnFlow.Hosting.Kubernetes.Gateway;

/// <summary>The way in to an external service (WithExternalHttpEndpoints).</summary>
internal static class Ingresses
{
    public static V1Ingress Of(Workload workload, string name, string host, string className, bool isTls, ClusterOptions options)
    {
        var meta = Labels.Meta(name, options, "gateway", workload.Name);
        if (isTls)
            meta.Annotations = new Dictionary<string, string> { ["cert-manager.io/cluster-issuer"] = "letsencrypt" };
        var port = workload.Ports.First(p => p is { IsExternal: true, IsHttp: true });
        var service = new V1IngressServiceBackend { Name = workload.Name, Port = new() { Name = port.Name } };
        return new()
        {
            ApiVersion = "networking.k8s.io/v1",
            Kind = "Ingress",
            Metadata = meta,
            Spec = new()
            {
                IngressClassName = className,
                Rules =
                [
                    new()
                    {
                        Host = host,
                        Http = new() { Paths = [new() { Path = "/", PathType = "Prefix", Backend = new() { Service = service } }] },
                    },
                ],
                Tls = isTls ? [new() { Hosts = [host], SecretName = $"{workload.Name}-tls" }] : null,
            },
        };
    }

    /// <summary>The host of an external service: the first has the name itself.</summary>
    public static string Host(Workload workload, Cluster cluster, string host) =>
        cluster.Services.First(w => w.IsExternal) == workload ? host : $"{workload.Name}.{host}";
}
