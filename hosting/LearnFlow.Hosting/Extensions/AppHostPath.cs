namespace Aspire.Hosting;

/// <summary>Paths in a model start at the AppHost's folder and may have either kind of slash.</summary>
internal static class AppHostPath
{
    public static string Combine(IDistributedApplicationBuilder builder, string path) =>
        Path.GetFullPath(Path.Combine(builder.AppHostDirectory, path.Replace('\\', Path.DirectorySeparatorChar)));
}
