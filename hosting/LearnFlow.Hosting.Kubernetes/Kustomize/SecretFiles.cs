using System.Security.Cryptography;
using LearnFlow.Hosting.Kubernetes.Custom;
using LearnFlow.Hosting.Kubernetes.Model;

namespace LearnFlow.Hosting.Kubernetes.Kustomize;

/// <summary>The Secrets that the objects refer to: name, and lines <c>key=value</c>.</summary>
internal static class SecretFiles
{
    /// <summary>The Secrets of an overlay.</summary>
    /// <param name="cluster">The model.</param>
    /// <param name="sources">What their values are.</param>
    /// <param name="withServers">Whether the servers are in the cluster.</param>
    /// <param name="cancellationToken">Cancels the evaluation.</param>
    public static async Task<SortedDictionary<string, string>> OfAsync(Cluster cluster, ValueSources sources, bool withServers,
        CancellationToken cancellationToken)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var workload in cluster.Workloads.Where(w => w.Secrets.Count > 0 && (withServers || !w.IsServer)))
        {
            var lines = new List<KeyValuePair<string, string>>();
            foreach (var name in workload.Secrets.Order(StringComparer.Ordinal))
            {
                var value = await ExpressionEvaluator.EvaluateAsync(workload.Variables[name], sources, cancellationToken).ConfigureAwait(false);
                // A place to fill in is not percent-encoded, what is filled in is.
                var text = sources.HasValues ? value.Text
                    : value.Text?.Replace("%3C", "<", StringComparison.Ordinal).Replace("%3E", ">", StringComparison.Ordinal);
                lines.Add(new(name, text ?? ""));
            }
            files.Add(workload.SecretName, Text(lines));
        }
        foreach (var component in cluster.Components)
        {
            var lines = await DaprObjects.SecretsAsync(component, sources, cancellationToken).ConfigureAwait(false);
            if (lines.Count == 0)
                continue;
            if (!withServers && component.Type == "pubsub.kafka")
                lines = [.. lines, new("saslPassword", "<password>"), new("saslUsername", "<user>")];
            files.Add(SecretNames.Of(component), Text(lines));
        }
        foreach (var sidecar in cluster.Services.Select(w => w.Sidecar).OfType<Sidecar>())
        {
            files.Add(sidecar.ApiTokenSecret, Text([new("token", Token(sources))]));
            files.Add(sidecar.AppTokenSecret, Text([new("token", Token(sources))]));
        }
        return files;
    }

    /// <summary>The values of secret parameters in files of an earlier run, where a variable is a parameter and nothing else.</summary>
    public static Dictionary<ParameterResource, string> ReadParameters(Cluster cluster, string folder)
    {
        var values = new Dictionary<ParameterResource, string>();
        foreach (var workload in cluster.Workloads)
        {
            var file = Path.Combine(folder, $"{workload.SecretName}.env");
            foreach (var line in File.Exists(file) ? File.ReadLines(file) : [])
            {
                var (name, value) = line.Split('=', 2) is [var key, var rest] ? (key, rest) : (line, "");
                if (workload.Variables.TryGetValue(name, out var variable) && ParameterOf(variable) is { Secret: true } parameter)
                {
                    values.TryAdd(parameter, value);
                }
            }
        }

        return values;
    }

    private static ParameterResource? ParameterOf(object variable) => variable switch
    {
        ParameterResource parameter => parameter,
        ReferenceExpression { Format: "{0}", ValueProviders: [ParameterResource parameter] } => parameter,
        _ => null,
    };

    private static string Token(ValueSources sources) =>
        sources.HasValues ? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24)) : "<random token>";

    private static string Text(IEnumerable<KeyValuePair<string, string>> lines) => string.Concat(lines.Select(l => $"{l.Key}={l.Value}\n"));
}
