using System.Reflection;
using System.Runtime.Loader;
using System.Text.Json;
using LearnFlow.Hosting.Kubernetes.Model;
using Microsoft.Extensions.Configuration;

namespace LearnFlow.Hosting.Kubernetes.Gateway;

/// <summary>What an external project enforces as a gateway, for another gateway in front of it to enforce too.</summary>
/// <param name="Rules">How often what may be asked for, the first rule that fits.</param>
/// <param name="AllowedOrigins">Origins whose pages may call.</param>
/// <param name="AllowedMethods">What they may send: methods.</param>
/// <param name="AllowedHeaders">What they may send: headers.</param>
/// <param name="ExposedHeaders">What they may read of an answer.</param>
/// <param name="AccessLog">Whether requests are logged.</param>
internal sealed record GatewayPolicy(IReadOnlyList<GatewayRule> Rules, IReadOnlyList<string> AllowedOrigins, IReadOnlyList<string> AllowedMethods,
    IReadOnlyList<string> AllowedHeaders, IReadOnlyList<string> ExposedHeaders, bool AccessLog)
{
    /// <summary>The assembly metadata by which a project names its policy's type, which has a static method From(IConfiguration).</summary>
    private const string Key = "GatewayPolicy";

    /// <summary>The policy of a project with the configuration that it has in the cluster; null when it has none.</summary>
    public static GatewayPolicy? Of(Workload workload)
    {
        if (!workload.Resource.TryGetLastAnnotation<IProjectMetadata>(out var project)
            || project is not IProjectOutput { TargetPath: { } output } || !File.Exists(output))
            return null;
        var context = new AssemblyLoadContext(workload.Name, isCollectible: true);
        try
        {
            var assembly = context.LoadFromAssemblyPath(output);
            if (assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(a => a.Key == Key)?.Value is not { } name)
                return null;
            var configuration = new ConfigurationBuilder()
                .AddJsonFile(Path.Combine(Path.GetDirectoryName(project.ProjectPath)!, "appsettings.json"), optional: true)
                .AddInMemoryCollection(workload.Settings.Select(s =>
                    KeyValuePair.Create(s.Key.Replace("__", ":", StringComparison.Ordinal), (string?)s.Value)))
                .Build();
            var policy = assembly.GetType(name, throwOnError: true)!.GetMethod("From", [typeof(IConfiguration)])!.Invoke(null, [configuration]);
            return JsonSerializer.SerializeToElement(policy).Deserialize<GatewayPolicy>();
        }
        finally
        {
            context.Unload();
        }
    }
}

/// <summary>How often something may be asked for.</summary>
/// <param name="Name">The rule's name.</param>
/// <param name="Method">The method; null for all.</param>
/// <param name="Paths">Regular expressions, one of which fits the path from its beginning.</param>
/// <param name="Budget">How often in a minute.</param>
internal sealed record GatewayRule(string Name, string? Method, IReadOnlyList<string> Paths, GatewayBudget Budget);

/// <summary>Requests in a minute.</summary>
/// <param name="PerAddress">Of one address.</param>
internal sealed record GatewayBudget(int PerAddress);
