using System.Reflection;

namespace LearnFlow.Tests;

/// <summary>The checkout that the tests were built from, and what was built with them.</summary>
internal static class Repository
{
    /// <summary>The folder that holds LearnFlow.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The assembly of an AppHost that was built with the tests, which they start as a program.</summary>
    public static string BuiltAppHost(string name) =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == $"Fixture.{name}").Value!;

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "LearnFlow.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds LearnFlow.sln.");
        return folder;
    }
}
