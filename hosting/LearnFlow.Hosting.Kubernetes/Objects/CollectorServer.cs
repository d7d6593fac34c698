using LearnFlow.Hosting.Kubernetes.Model;

namespace LearnFlow.Hosting.Kubernetes.Objects;

/// <summary>The local overlay's receiver of telemetry: the stock Aspire dashboard, which keeps it in memory and shows it.</summary>
internal static class CollectorServer
{
    /// <summary>Where the dashboard hears OTLP over gRPC.</summary>
    public const int Port = 18889;

    private const int PagePort = 18888;

    public static IEnumerable<object> Of(ClusterOptions options)
    {
        var name = WorkloadReader.Collector;
        return
        [
            Services.Account(name, options, "collector"),
            new V1Service
            {
                ApiVersion = "v1",
                Kind = "Service",
                Metadata = Labels.Meta(name, options, "collector"),
                Spec = new()
                {
                    Selector = Labels.Select(name),
                    Ports =
                    [
                        new() { Name = "otlp-grpc", Port = WorkloadReader.CollectorPort, TargetPort = "otlp-grpc" },
                        new() { Name = "page", Port = 80, TargetPort = "page" },
                    ],
                },
            },
            new V1Deployment
            {
                ApiVersion = "apps/v1",
                Kind = "Deployment",
                Metadata = Labels.Meta(name, options, "collector"),
                Spec = new()
                {
                    Replicas = 1,
                    Selector = Labels.Selector(name),
                    Template = new() { Metadata = new() { Labels = Labels.Meta(name, options, "collector").Labels }, Spec = Pod(options) },
                },
            },
        ];
    }

    private static V1PodSpec Pod(ClusterOptions options) => new()
    {
        AutomountServiceAccountToken = false,
        EnableServiceLinks = false,
        ServiceAccountName = WorkloadReader.Collector,
        SecurityContext = PodSecurity.Pod(options.User),
        Containers =
        [
            new()
            {
                Name = WorkloadReader.Collector,
                Image = "mcr.microsoft.com/dotnet/aspire-dashboard:latest",
                // Its page is reachable by kubectl port-forward only.
                Env = [new() { Name = "ASPIRE_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS", Value = "true" }, new() { Name = "HOME", Value = "/tmp" }],
                Ports = [new() { Name = "otlp-grpc", ContainerPort = Port }, new() { Name = "page", ContainerPort = PagePort }],
                StartupProbe = Servers.Accepts(2, 60, "page"),
                ReadinessProbe = Servers.Accepts(5, 3, "otlp-grpc"),
                LivenessProbe = Servers.Accepts(10, 3, "page"),
                Resources = PodSecurity.Resources(new()),
                SecurityContext = PodSecurity.Container(),
                VolumeMounts = [new() { Name = "tmp", MountPath = "/tmp" }],
            },
        ],
        Volumes = [PodSecurity.Scratch("tmp", "128Mi")],
    };
}
