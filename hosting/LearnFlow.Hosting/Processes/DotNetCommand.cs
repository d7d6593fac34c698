namespace LearnFlow.Hosting.Processes;

/// <summary>The dotnet command that runs this host, so that its children run on the same installation.</summary>
internal static class DotNetCommand
{
    /// <summary>DOTNET_HOST_PATH as the SDK sets it, else dotnet of the running framework's installation, else dotnet on PATH.</summary>
    public static string Path { get; } = Find();

    private static string Find()
    {
        if (Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } path && File.Exists(path))
            return path;

        // <root>/shared/Microsoft.NETCore.App/<version>/System.Private.CoreLib.dll
        var name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        var framework = System.IO.Path.GetDirectoryName(typeof(object).Assembly.Location);
        var beside = System.IO.Path.GetFullPath(System.IO.Path.Combine(framework ?? ".", "..", "..", "..", name));
        return File.Exists(beside) ? beside : name;
    }
}
