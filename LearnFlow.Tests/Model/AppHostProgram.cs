using System.Diagnostics;

namespace LearnFlow.Tests.Model;

/// <summary>An AppHost that was built with the tests, run as its users run it.</summary>
internal static class AppHostProgram
{
    /// <summary>Runs it to its end in a folder.</summary>
    /// <returns>The exit code, and what it wrote.</returns>
    public static async Task<(int ExitCode, string Output)> TryRunAsync(string appHost, string folder, CancellationToken cancellationToken, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Repository.BuiltAppHost(appHost), .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_ENVIRONMENT"] = "Production";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return (process.ExitCode, await output + await errors);
    }

    /// <summary>The same; the test fails where the program does.</summary>
    public static async Task RunAsync(string appHost, string folder, CancellationToken cancellationToken, params string[] arguments)
    {
        var (exitCode, output) = await TryRunAsync(appHost, folder, cancellationToken, arguments);
        Assert.AreEqual(0, exitCode, output);
    }
}
