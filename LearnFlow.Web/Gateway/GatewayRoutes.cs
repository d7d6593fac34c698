using LearnFlow.Web.Services;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace LearnFlow.Web.Gateway;

/// <summary>The routes of the gateway: <c>/api/{service}/…</c> goes to that service through the sidecar.</summary>
public static class GatewayRoutes
{
    private const string Cluster = "sidecar";

    /// <summary>The services that visitors may reach.</summary>
    public static IReadOnlyList<string> Services { get; } = ["triage", "concepts", "exercises", "sandbox"];

    /// <summary>One route for each service.</summary>
    public static IReadOnlyList<RouteConfig> Routes() =>
    [
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
    [
        new ClusterConfig
        {
            ClusterId = Cluster,
            HttpRequest = new ForwarderRequestConfig { ActivityTimeout = TimeSpan.FromSeconds(policy.ActivitySeconds) },
            Destinations = new Dictionary<string, DestinationConfig> { ["own"] = new() { Address = sidecar.Endpoint.ToString() } },
        },
    ];
}
