namespace Aspire.Hosting;

/// <summary>How a project is added.</summary>
public class ProjectResourceOptions
{
    /// <summary>The launch profile; that of the AppHost's own name or the first when null.</summary>
    public string? LaunchProfileName { get; set; }

    /// <summary>Whether the project starts without launch profile.</summary>
    public bool ExcludeLaunchProfile { get; set; }

    /// <summary>Whether the endpoints in the project's Kestrel configuration are left out.</summary>
    public bool ExcludeKestrelEndpoints { get; set; }
}
