using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>What makes an application under test: random ports, no dashboard, a data folder of its own that goes with it.</summary>
internal static class TestingDefaults
{
    /// <summary>Sets the defaults; what the test's own arguments say counts more.</summary>
    public static void Apply(DistributedApplicationOptions options, HostApplicationBuilderSettings settings, Assembly? appHost, string[] args)
    {
        options.Args = [.. options.Args ?? [], $"--LearnFlow:DataPath={AbandonedData.NewPath()}", .. args];
        options.DisableDashboard = true;
        settings.Args = options.Args;
        settings.Configuration ??= new ConfigurationManager();
        settings.Configuration.AddInMemoryCollection(
        [
            new("DcpPublisher:RandomizePorts", "true"),
            new("LearnFlow:DeleteData", "true"),
            new("LearnFlow:Quiet", "true"),
        ]);
        if (appHost is null)
            return;

        options.AssemblyName = settings.ApplicationName = appHost.GetName().Name!;
        var folder = appHost.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(m => string.Equals(m.Key, "AppHostProjectPath", StringComparison.OrdinalIgnoreCase))?.Value;
        if (folder is not null && Directory.Exists(folder))
        {
            settings.ContentRootPath = folder;
            settings.Configuration.AddInMemoryCollection(LaunchProfileVariables(folder));
        }
    }

    // As dotnet run would set them: DOTNET_ENVIRONMENT decides which settings and secrets are read. A name without its prefix
    // can come from both DOTNET_ and ASPNETCORE_; the later line of the file counts.
    private static Dictionary<string, string?> LaunchProfileVariables(string folder)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        var file = Path.Combine(folder, "Properties", "launchSettings.json");
        if (!File.Exists(file))
            return settings;
        using var document = JsonDocument.Parse(File.ReadAllBytes(file), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        if (!document.RootElement.TryGetProperty("profiles", out var profiles)
            || profiles.EnumerateObject().FirstOrDefault().Value is not { ValueKind: JsonValueKind.Object } first
            || !first.TryGetProperty("environmentVariables", out var variables))
        {
            return settings;
        }

        foreach (var variable in variables.EnumerateObject())
        {
            settings[variable.Name] = variable.Value.GetString();
            foreach (var prefix in new[] { "DOTNET_", "ASPNETCORE_" })
            {
                if (variable.Name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                    settings[variable.Name[prefix.Length..]] = variable.Value.GetString();
            }
        }

        return settings;
    }
}
