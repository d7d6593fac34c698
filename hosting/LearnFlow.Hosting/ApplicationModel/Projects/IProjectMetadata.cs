namespace Aspire.Hosting;

/// <summary>Where a project is. The build writes an implementation for each project that the AppHost refers to: <c>Projects.My_Service</c>.</summary>
public interface IProjectMetadata : IResourceAnnotation
{
    /// <summary>The project file.</summary>
    string ProjectPath { get; }

    /// <summary>The launch settings; read from the project's Properties folder when null.</summary>
    LaunchSettings? LaunchSettings => null;

    /// <summary>Whether the project has been built together with the AppHost.</summary>
    bool SuppressBuild => false;
}

/// <summary>A project given by its path.</summary>
internal sealed class ProjectMetadata(string projectPath) : IProjectMetadata
{
    public string ProjectPath { get; } = projectPath;
}
