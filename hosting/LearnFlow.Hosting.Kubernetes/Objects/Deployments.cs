using System.Security.Cryptography;
using System.Text;
using LearnFlow.Hosting.Kubernetes.Custom;
using LearnFlow.Hosting.Kubernetes.Model;

namespace LearnFlow.Hosting.Kubernetes.Objects;

/// <summary>The Deployment of a service.</summary>
internal static class Deployments
{
    /// <summary>
    /// Seconds from the wish to end a pod to its being killed: 5 in which the cluster takes it off its lists, .NET's 30 for open
    /// requests, and the sidecar's <see cref="DaprAnnotations.GracefulShutdown"/> after them.
    /// </summary>
    private const int Grace = 60;

    /// <summary>Without a number of replicas, which an overlay or the autoscaler sets.</summary>
    public static V1Deployment Of(Workload workload, ClusterOptions options) => new()
    {
        ApiVersion = "apps/v1",
        Kind = "Deployment",
        Metadata = Labels.Meta(workload.Name, options),
        Spec = new()
        {
            RevisionHistoryLimit = 3,
            Selector = Labels.Selector(workload.Name),
            Strategy = new() { Type = "RollingUpdate", RollingUpdate = new() { MaxSurge = 1, MaxUnavailable = 0 } },
            Template = new()
            {
                Metadata = new() { Labels = Labels.Meta(workload.Name, options).Labels, Annotations = Annotations(workload) },
                Spec = Pod(workload, options),
            },
        },
    };

    /// <summary>The pod of a service, also of its migration.</summary>
    public static V1PodSpec Pod(Workload workload, ClusterOptions options)
    {
        var container = Container(workload, workload.Name, workload.Arguments);
        container.Ports = [.. workload.Ports.Select(p => new V1ContainerPort { Name = p.Name, ContainerPort = p.TargetPort })];
        container.Lifecycle = new() { PreStop = new() { Sleep = new() { Seconds = 5 } } };
        Probes.AddTo(container, workload);
        return new()
        {
            AutomountServiceAccountToken = false,
            EnableServiceLinks = false,
            ServiceAccountName = workload.Name,
            SecurityContext = PodSecurity.Pod(options.User),
            TerminationGracePeriodSeconds = Grace,
            TopologySpreadConstraints = [Spread(workload, "topology.kubernetes.io/zone"), Spread(workload, "kubernetes.io/hostname")],
            InitContainers = workload.Migrates ? [Container(workload, "await-migrations", ["--await-migrations"])] : null,
            Containers = [container],
            Volumes = [PodSecurity.Scratch("tmp", workload.Options.Temporary)],
        };
    }

    /// <summary>A container of the workload's image with its variables.</summary>
    public static V1Container Container(Workload workload, string name, IReadOnlyList<string> arguments) => new()
    {
        Name = name,
        Image = workload.Image,
        Args = arguments.Count == 0 ? null : [.. arguments],
        EnvFrom = EnvFrom(workload),
        Env = workload.Sidecar is { } sidecar && name == workload.Name
            ? [Token("APP_API_TOKEN", sidecar.AppTokenSecret), Token("DAPR_API_TOKEN", sidecar.ApiTokenSecret)]
            : null,
        Resources = PodSecurity.Resources(workload.Options),
        SecurityContext = PodSecurity.Container(),
        VolumeMounts = [new() { Name = "tmp", MountPath = "/tmp" }],
    };

    /// <summary>All variables: those of the ConfigMap, and those of the Secret.</summary>
    private static List<V1EnvFromSource> EnvFrom(Workload workload)
    {
        var sources = new List<V1EnvFromSource> { new() { ConfigMapRef = new() { Name = Configuration.NameOf(workload) } } };
        if (workload.Secrets.Count > 0)
            sources.Add(new() { SecretRef = new() { Name = workload.SecretName } });
        return sources;
    }

    /// <summary>The injector gives the token to the sidecar alone (dapr/dapr pkg/injector/patcher/sidecar_container.go).</summary>
    private static V1EnvVar Token(string name, string secret) =>
        new() { Name = name, ValueFrom = new() { SecretKeyRef = new() { Name = secret, Key = "token" } } };

    private static V1TopologySpreadConstraint Spread(Workload workload, string key) => new()
    {
        MaxSkew = 1,
        TopologyKey = key,
        WhenUnsatisfiable = "ScheduleAnyway",
        LabelSelector = Labels.Selector(workload.Name),
    };

    /// <summary>A changed setting changes the template, and so the pods.</summary>
    private static Dictionary<string, string> Annotations(Workload workload)
    {
        var settings = string.Join('\n', workload.Settings.Select(s => $"{s.Key}={s.Value}"));
        var annotations = new Dictionary<string, string>
        {
            ["checksum/config"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(settings)))[..16],
        };
        if (workload.Sidecar is { } sidecar)
        {
            foreach (var (name, value) in DaprAnnotations.Of(workload, sidecar))
                annotations[name] = value;
        }
        return annotations;
    }
}
