using System.Text.RegularExpressions;
using LearnFlow.Web.Services;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace LearnFlow.Web.Gateway;

/// <summary>The routes of the gateway: <c>/api/{service}/…</c> goes to that service through the sidecar, where it offers something to people.</summary>
public static partial class GatewayRoutes
{
    private const string Cluster = "sidecar", ImportCluster = "sidecar-import";

    /// <summary>The services that visitors may reach.</summary>
    public static IReadOnlyList<string> Services { get; } = [.. PublicRoutes.All.Select(route => route.Service).Distinct()];

    /// <summary>One route for each that a service offers. An import may take longer: its answer tells what became of a whole track.</summary>
    public static IReadOnlyList<RouteConfig> Routes() => [.. PublicRoutes.All.Select(route => new RouteConfig
    {
        RouteId = route.ToString(),
        ClusterId = route is { Service: "exercises", Method: "POST" } && route.Pattern.StartsWith("/imports/", StringComparison.Ordinal) ? ImportCluster : Cluster,
        Match = new RouteMatch { Path = $"/api/{route.Service}{route.Pattern}", Methods = [route.Method] },
        Transforms = [new Dictionary<string, string> { ["PathPattern"] = Sidecar.MethodPath(route.Service) + Constraint().Replace(route.Pattern[1..], "{$1}") }],
    })];

    /// <summary>All of them end at the sidecar.</summary>
    public static IReadOnlyList<ClusterConfig> Clusters(Sidecar sidecar, GatewayPolicy policy) =>
        [ClusterOf(Cluster, sidecar, policy.ActivitySeconds), ClusterOf(ImportCluster, sidecar, policy.ImportSeconds)];

    private static ClusterConfig ClusterOf(string id, Sidecar sidecar, int seconds) => new()
    {
        ClusterId = id,
        HttpRequest = new ForwarderRequestConfig { ActivityTimeout = TimeSpan.FromSeconds(seconds) },
        Destinations = new Dictionary<string, DestinationConfig> { ["own"] = new() { Address = sidecar.Endpoint.ToString() } },
    };

    /// <summary>A parameter with its constraint: the constraint matches, the parameter alone is put into the address.</summary>
    [GeneratedRegex(@"\{(\w+):[^}]+\}")]
    private static partial Regex Constraint();
}
