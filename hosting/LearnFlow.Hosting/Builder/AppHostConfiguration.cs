using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Json;

namespace Aspire.Hosting;

/// <summary>What the AppHost's command line means, and what the builder adds to its configuration.</summary>
internal static class AppHostConfiguration
{
    private static readonly Dictionary<string, string> s_switches = new()
    {
        ["--operation"] = "AppHost:Operation",
        ["--publisher"] = "Publishing:Publisher",
        ["--step"] = "Pipeline:Step",
        ["--output-path"] = "Pipeline:OutputPath",
        ["--log-level"] = "Pipeline:LogLevel",
    };

    /// <summary>Adds the command line; <c>--publisher manifest</c> alone means the operation publish and the step publish-manifest.</summary>
    public static void AddCommandLine(ConfigurationManager configuration, string[] args)
    {
        // The embedded host's own switches stand alone; the command line provider only knows pairs.
        var pairs = args.SelectMany((arg, i) => arg switch
        {
            "--fresh" when i + 1 == args.Length || args[i + 1].StartsWith("--", StringComparison.Ordinal) => (string[])["--LearnFlow:Fresh", "true"],
            "--no-browser" => ["--LearnFlow:Browser", "false"],
            _ => [arg],
        });
        configuration.AddCommandLine([.. pairs], s_switches);
        if (!string.Equals(configuration["Publishing:Publisher"], "manifest", StringComparison.OrdinalIgnoreCase))
            return;
        if (string.IsNullOrEmpty(configuration["Pipeline:Step"]))
            configuration["Pipeline:Step"] = "publish-manifest";
        if (string.IsNullOrEmpty(configuration["AppHost:Operation"]))
            configuration["AppHost:Operation"] = "Publish";
    }

    /// <summary>
    /// Reads the user secrets in every environment (by itself the host reads them in Development only): what one start keeps there
    /// the next one needs. The environment and the command line come before them.
    /// </summary>
    public static void AddUserSecrets(ConfigurationManager configuration, string path)
    {
        IList<IConfigurationSource> sources = configuration.Sources;
        var source = new JsonConfigurationSource { Path = path, Optional = true };
        source.ResolveFileProvider();
        sources.Insert(sources.ToList().FindLastIndex(other => other is JsonConfigurationSource) + 1, source);
    }

    /// <summary>Run or publish.</summary>
    /// <exception cref="DistributedApplicationException">The operation is another.</exception>
    public static DistributedApplicationExecutionContextOptions ReadOperation(IConfiguration configuration)
    {
        var publisher = configuration["Publishing:Publisher"];
        return configuration["AppHost:Operation"]?.ToUpperInvariant() switch
        {
            null when publisher is null => new(DistributedApplicationOperation.Run),
            null => new(DistributedApplicationOperation.Publish, publisher),
            "RUN" => new(DistributedApplicationOperation.Run),
            "PUBLISH" => new(DistributedApplicationOperation.Publish, publisher ?? "manifest"),
            _ => throw new DistributedApplicationException("Invalid operation specified. Valid operations are 'publish' or 'run'."),
        };
    }

    /// <summary>Adds who the AppHost is. The hash is of the project's path in run mode and of its name in publish mode.</summary>
    public static void AddIdentity(ConfigurationManager configuration, string directory, string path, string applicationName, DistributedApplicationExecutionContext context)
    {
        var given = configuration["AppHostSha"];
        var pathHash = string.IsNullOrEmpty(given) ? Hash(path.ToLowerInvariant()) : given;
        var nameHash = string.IsNullOrEmpty(given) ? Hash(Path.GetFileName(path)) : given;
        configuration.AddInMemoryCollection(
        [
            new("AppHost:Directory", directory),
            new("AppHost:Path", path),
            new("AppHost:DashboardApplicationName", applicationName),
            new("AppHost:PathSha256", pathHash),
            new("AppHost:ProjectNameSha256", nameHash),
            new("AppHost:Sha256", context.IsPublishMode ? nameHash : pathHash),
        ]);
    }

    private static string Hash(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
