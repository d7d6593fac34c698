namespace Aspire.Hosting.ApplicationModel;

/// <summary>The project starts by this launch profile.</summary>
public sealed class LaunchProfileAnnotation(string launchProfileName) : IResourceAnnotation
{
    /// <summary>The profile's name.</summary>
    public string LaunchProfileName { get; } = launchProfileName ?? throw new ArgumentNullException(nameof(launchProfileName));
}

/// <summary>The project starts by this launch profile if it has it; it is the AppHost's own.</summary>
public sealed class DefaultLaunchProfileAnnotation(string launchProfileName) : IResourceAnnotation
{
    /// <summary>The profile's name.</summary>
    public string LaunchProfileName { get; } = launchProfileName ?? throw new ArgumentNullException(nameof(launchProfileName));
}

/// <summary>The project starts without launch profile.</summary>
public sealed class ExcludeLaunchProfileAnnotation : IResourceAnnotation;

/// <summary>The project takes no notice of X-Forwarded-… headers.</summary>
public sealed class DisableForwardedHeadersAnnotation : IResourceAnnotation;

/// <summary>A profile and its name.</summary>
internal sealed record NamedLaunchProfile(string Name, LaunchProfile LaunchProfile);

/// <summary>Chooses the profile that a project starts by.</summary>
internal static class LaunchProfileSelection
{
    /// <summary>The profile that was named, or the one of the AppHost's own name, or the first that starts a project or a program.</summary>
    /// <exception cref="DistributedApplicationException">The profile that was named is not there.</exception>
    public static NamedLaunchProfile? GetEffectiveLaunchProfile(this IResource project)
    {
        if (project.HasAnnotationOfType<ExcludeLaunchProfileAnnotation>())
            return null;
        var metadata = project.Annotations.OfType<IProjectMetadata>().LastOrDefault()
            ?? throw new DistributedApplicationException("Project does not contain project metadata.");
        var profiles = (metadata.LaunchSettings ?? LaunchSettings.OfProject(metadata.ProjectPath, project.Name))?.Profiles;

        if (project.TryGetLastAnnotation<LaunchProfileAnnotation>(out var named))
        {
            if (profiles is null)
                return null;
            return profiles.TryGetValue(named.LaunchProfileName, out var profile)
                ? new(named.LaunchProfileName, profile)
                : throw new DistributedApplicationException($"Launch settings file does not contain '{named.LaunchProfileName}' profile.{Present(project, metadata, profiles)}");
        }
        if (profiles is null)
            return null;
        if (project.TryGetLastAnnotation<DefaultLaunchProfileAnnotation>(out var own) && profiles.TryGetValue(own.LaunchProfileName, out var same))
            return new(own.LaunchProfileName, same);
        var first = profiles.FirstOrDefault(p => string.IsNullOrEmpty(p.Value.CommandName) || p.Value.CommandName.ToUpperInvariant() is "PROJECT" or "EXECUTABLE");
        return first.Value is null ? null : new(first.Key, first.Value);
    }

    // Stock's sentence, and what a developer needs to correct it.
    private static string Present(IResource project, IProjectMetadata metadata, Dictionary<string, LaunchProfile> profiles) => metadata.LaunchSettings is not null
        ? ""
        : $" '{LaunchSettings.PathOf(metadata.ProjectPath)}' of '{project.Name}' has {string.Join(", ", profiles.Keys.Select(name => $"'{name}'"))}: choose one of them in the AppHost.";
}
