using LearnFlow.Web.Services;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace LearnFlow.Web.Gateway;

/// <summary>The routes of the gateway: <c>/api/{service}/…</c> goes to that service through the sidecar.</summary>
public static class GatewayRoutes
{
    private const string Cluster = "sidecar", ImportCluster = "sidecar-import";

    /// <summary>The services that visitors may reach.</summary>
    public static IReadOnlyList<string> Services { get; } = ["triage", "concepts", "exercises", "sandbox"];

    /// <summary>One route for each service, and one for imports: an answer that tells what became of a whole track takes its time.</summary>
    public static IReadOnlyList<RouteConfig> Routes() =>
    [
        new RouteConfig
        {
            RouteId = "imports",
            ClusterId = ImportCluster,
            Order = -1,
            Match = new RouteMatch { Path = "/api/exercises/imports/{**rest}" },
            Transforms = [new Dictionary<string, string> { ["PathPattern"] = Sidecar.MethodPath("exercises") + "imports/{**rest}" }],
        },
        .. Services.Select(service => new RouteConfig
        {
            RouteId = service,
            ClusterId = Cluster,
            Match = new RouteMatch { Path = $"/api/{service}/{{**rest}}" },
            Transforms = [new Dictionary<string, string> { ["PathPattern"] = Sidecar.MethodPath(service) + "{**rest}" }],
        }),
    ];

    /// <summary>All of them end at the sidecar.</summary>
    public static IReadOnlyList<ClusterConfig> Clusters(Sidecar sidecar, GatewayPolicy policy) =>
        [ClusterOf(Cluster, sidecar, policy.ActivitySeconds), ClusterOf(ImportCluster, sidecar, policy.ImportSeconds)];

    private static ClusterConfig ClusterOf(string id, Sidecar sidecar, int seconds) => new()
    {
        ClusterId = id,
        HttpRequest = new ForwarderRequestConfig { ActivityTimeout = TimeSpan.FromSeconds(seconds) },
        Destinations = new Dictionary<string, DestinationConfig> { ["own"] = new() { Address = sidecar.Endpoint.ToString() } },
    };
}
