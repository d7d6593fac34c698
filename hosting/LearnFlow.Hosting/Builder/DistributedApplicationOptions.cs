using System.Reflection;

namespace Aspire.Hosting;

/// <summary>Settings of an application under construction.</summary>
public sealed class DistributedApplicationOptions
{
    private string? _projectDirectory;
    private bool _projectDirectorySet;

    /// <summary>The command line.</summary>
    public string[]? Args { get; set; }

    /// <summary>The AppHost's assembly; the process's entry assembly when null.</summary>
    public string? AssemblyName { get; set; }

    /// <summary>Whether there is no dashboard. Waits then stop at a failure, as nobody can start things again.</summary>
    public bool DisableDashboard { get; set; }

    /// <summary>The label of the application in the dashboard.</summary>
    public string? DashboardApplicationName { get; set; }

    /// <summary>Whether plain http is allowed for the dashboard.</summary>
    public bool AllowUnsecuredTransport { get; set; }

    /// <summary>Whether the logs of resources go to the AppHost's own log as well.</summary>
    public bool EnableResourceLogging { get; set; }

    /// <summary>The registry that replaces those of all images.</summary>
    public string? ContainerRegistryOverride { get; set; }

    /// <summary>The AppHost project's folder; by the assembly's metadata when not set.</summary>
    public string? ProjectDirectory
    {
        get => _projectDirectorySet ? _projectDirectory : Metadata("AppHostProjectPath");
        set => (_projectDirectory, _projectDirectorySet) = (value, true);
    }

    /// <summary>The AppHost project's file name with extension.</summary>
    internal string? ProjectName => Metadata("AppHostProjectName");

    /// <summary>The AppHost's assembly.</summary>
    /// <exception cref="InvalidOperationException">There is no assembly of that name.</exception>
    internal Assembly? Assembly
    {
        get
        {
            if (string.IsNullOrEmpty(AssemblyName))
                return Assembly.GetEntryAssembly();
            try
            {
                return Assembly.Load(AssemblyName);
            }
            catch (Exception e) when (e is IOException or BadImageFormatException)
            {
                throw new InvalidOperationException($"Failed to load AppHost assembly '{AssemblyName}' specified in {nameof(DistributedApplicationOptions)}.", e);
            }
        }
    }

    private string? Metadata(string key) => Assembly?.GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(m => string.Equals(m.Key, key, StringComparison.OrdinalIgnoreCase))?.Value;
}
