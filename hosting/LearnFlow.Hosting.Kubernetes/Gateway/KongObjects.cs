using LearnFlow.Hosting.Kubernetes.Custom;
using LearnFlow.Hosting.Kubernetes.Model;
using LearnFlow.Hosting.Kubernetes.Objects;

namespace LearnFlow.Hosting.Kubernetes.Gateway;

/// <summary>Kong in front of an external service: its policy as plug-ins.</summary>
/// <remarks>
/// Kong counts addresses; who the user is, only the service knows. Kong's jwt plug-in has fixed keys and the service changes its own, so a
/// token that Kong cannot check passes as a guest's, and the service checks it.
/// </remarks>
internal static class KongObjects
{
    private const string Class = "kong";

    private static readonly string[] s_verified = ["exp"];

    public static IEnumerable<object> Of(Workload workload, GatewayPolicy? policy, string host, ClusterOptions options)
    {
        if (policy is null)
            return [Ingresses.Of(workload, workload.Name, host, Class, isTls: true, options)];

        string[] log = policy.AccessLog ? [$"{workload.Name}-access-log"] : [];
        string[] everywhere = [$"{workload.Name}-jwt", $"{workload.Name}-cors", .. log];
        return
        [
            Plugin("jwt", "jwt", new()
            {
                ["key_claim_name"] = "iss",
                ["claims_to_verify"] = s_verified,
                ["anonymous"] = $"{workload.Name}-guest",
                ["run_on_preflight"] = false,
            }),
            Plugin("cors", "cors", new()
            {
                // No origin would mean every origin.
                ["origins"] = policy.AllowedOrigins.Prepend($"https://{host}").ToArray(),
                ["methods"] = policy.AllowedMethods,
                ["headers"] = policy.AllowedHeaders,
                ["exposed_headers"] = policy.ExposedHeaders,
                ["credentials"] = false,
                ["max_age"] = 600,
            }),
            .. policy.AccessLog ? [Plugin("access-log", "file-log", new() { ["path"] = "/dev/stdout" })] : Array.Empty<object>(),
            .. policy.Rules.Select(rule => Plugin($"limit-{rule.Name}", "rate-limiting", new()
            {
                ["minute"] = rule.Budget.PerAddress,
                ["limit_by"] = "ip",
                ["policy"] = "local",
                ["hide_client_headers"] = true,
            })),
            Consumer("guest", null),
            Consumer("member", [$"{workload.Name}-jwt-key"]),
            .. policy.Rules.Select(rule => Route(rule, [.. everywhere, $"{workload.Name}-limit-{rule.Name}"])),
        ];

        KongPlugin Plugin(string name, string plugin, Dictionary<string, object> config) =>
            new(Labels.Meta($"{workload.Name}-{name}", options, "gateway", workload.Name), plugin, config);

        KongConsumer Consumer(string name, IReadOnlyList<string>? credentials)
        {
            var meta = Labels.Meta($"{workload.Name}-{name}", options, "gateway", workload.Name);
            meta.Annotations = new Dictionary<string, string> { ["kubernetes.io/ingress.class"] = Class };
            return new(meta, meta.Name, credentials);
        }

        V1Ingress Route(GatewayRule rule, IEnumerable<string> plugins)
        {
            var ingress = Ingresses.Of(workload, $"{workload.Name}-{rule.Name}", host, Class, isTls: true, options);
            ingress.Metadata.Annotations ??= new Dictionary<string, string>();
            if (rule.Method is { } method)
                ingress.Metadata.Annotations["konghq.com/methods"] = method;
            ingress.Metadata.Annotations["konghq.com/plugins"] = string.Join(',', plugins);
            ingress.Metadata.Annotations["konghq.com/strip-path"] = "false";
            var paths = ingress.Spec.Rules[0].Http.Paths;
            var backend = paths[0].Backend;
            paths.Clear();
            foreach (var path in rule.Paths)
            {
                paths.Add(path == "/"
                    ? new() { Path = path, PathType = "Prefix", Backend = backend }
                    : new() { Path = $"/~{path}", PathType = "ImplementationSpecific", Backend = backend });
            }
            return ingress;
        }
    }
}
