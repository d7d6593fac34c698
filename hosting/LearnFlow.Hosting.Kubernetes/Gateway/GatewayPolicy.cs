using System.Runtime.Loader;
using System.Text.Json;
using LearnFlow.Hosting.Kubernetes.Model;
using Microsoft.Extensions.Configuration;

namespace LearnFlow.Hosting.Kubernetes.Gateway;

/// <summary>What a project enforces as a gateway, for another gateway in front of it to enforce too.</summary>
/// <param name="Rules">How often a kind of request is allowed; the first rule that fits counts.</param>
/// <param name="AllowedOrigins">Origins whose pages may call.</param>
/// <param name="AllowedMethods">Methods that they may use.</param>
/// <param name="AllowedHeaders">Headers that they may send.</param>
/// <param name="ExposedHeaders">Headers of an answer that they may read.</param>
/// <param name="AccessLog">Whether requests are logged.</param>
internal sealed record GatewayPolicy(IReadOnlyList<GatewayRule> Rules, IReadOnlyList<string> AllowedOrigins, IReadOnlyList<string> AllowedMethods,
    IReadOnlyList<string> AllowedHeaders, IReadOnlyList<string> ExposedHeaders, bool AccessLog)
{
    /// <summary>The policy that a project names by WithGatewayPolicy, with the configuration that it has in the cluster; null when it names none.</summary>
    /// <exception cref="DistributedApplicationException">The project is not built, or has no such type.</exception>
    public static GatewayPolicy? Of(Workload workload)
    {
        if (!workload.Resource.TryGetLastAnnotation<GatewayPolicyAnnotation>(out var named)
            || !workload.Resource.TryGetLastAnnotation<IProjectMetadata>(out var project))
        {
            return null;
        }

        var context = new AssemblyLoadContext(workload.Name, isCollectible: true);
        try
        {
            var from = context.LoadFromAssemblyPath(Output(workload, project)).GetType(named.PolicyType)?.GetMethod("From", [typeof(IConfiguration)])
                ?? throw new DistributedApplicationException(
                    $"'{workload.Name}' has no type '{named.PolicyType}' with a static method From(IConfiguration): correct the name given to WithGatewayPolicy.");
            return JsonSerializer.SerializeToElement(from.Invoke(null, [Configuration(workload, project)])).Deserialize<GatewayPolicy>();
        }
        finally
        {
            context.Unload();
        }
    }

    private static IConfiguration Configuration(Workload workload, IProjectMetadata project) => new ConfigurationBuilder()
        .AddJsonFile(Path.Combine(Path.GetDirectoryName(project.ProjectPath)!, "appsettings.json"), optional: true)
        .AddInMemoryCollection(workload.Settings.Select(s => KeyValuePair.Create(s.Key.Replace("__", ":", StringComparison.Ordinal), (string?)s.Value)))
        .Build();

    /// <summary>The project's assembly. A build of the AppHost puts it where its own is: <c>bin/CONFIGURATION/FRAMEWORK</c>.</summary>
    private static string Output(Workload workload, IProjectMetadata project)
    {
        var framework = new DirectoryInfo(AppContext.BaseDirectory);
        var file = Path.Combine(Path.GetDirectoryName(project.ProjectPath)!, "bin", framework.Parent!.Name, framework.Name,
            Path.GetFileNameWithoutExtension(project.ProjectPath) + ".dll");
        return File.Exists(file) ? file
            : throw new DistributedApplicationException($"The gateway policy of '{workload.Name}' is read from {file}, which is not there: build the project first.");
    }
}

/// <summary>How often a kind of request is allowed.</summary>
/// <param name="Name">The rule's name.</param>
/// <param name="Method">The method; null for all.</param>
/// <param name="Paths">Regular expressions, one of which fits the path from its beginning.</param>
/// <param name="Budget">The limit.</param>
internal sealed record GatewayRule(string Name, string? Method, IReadOnlyList<string> Paths, GatewayBudget Budget);

/// <summary>Requests a minute.</summary>
/// <param name="PerAddress">Of one address.</param>
internal sealed record GatewayBudget(int PerAddress);
