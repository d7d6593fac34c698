namespace Aspire.Hosting;

/// <summary>Names volumes so that two applications on one machine do not share them.</summary>
public static class VolumeNameGenerator
{
    /// <summary><c>{application}-{first ten digits of the AppHost's hash}-{resource}-{suffix}</c>.</summary>
    /// <exception cref="ArgumentException">The suffix has characters that a volume's name cannot have.</exception>
    public static string Generate<T>(IResourceBuilder<T> builder, string suffix) where T : IResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(suffix);
        if (suffix.Where((c, i) => !IsAllowed(c, i)).Any())
            throw new ArgumentException($"The suffix '{suffix}' contains invalid characters. It must match [a-zA-Z0-9][a-zA-Z0-9_.-]*.", nameof(suffix));
        var application = string.Concat(builder.ApplicationBuilder.Environment.ApplicationName.Select((c, i) => IsAllowed(c, i) ? c : '_')).ToLowerInvariant();
        var hash = builder.ApplicationBuilder.Configuration["AppHost:Sha256"]![..10].ToLowerInvariant();
        return $"{application}-{hash}-{builder.Resource.Name}-{suffix}";
    }

    private static bool IsAllowed(char c, int index) => char.IsAsciiLetterOrDigit(c) || (index > 0 && c is '_' or '.' or '-');
}
