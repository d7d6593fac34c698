using System.Diagnostics;

namespace LearnFlow.Tests.Web;

/// <summary>
/// Finds a Chromium to drive: the one that LEARNFLOW_CHROMIUM names; on Linux the one that npm's @sparticuz/chromium unpacks
/// (LearnFlow.Tests/package.json), whatever is installed; elsewhere an installed one. Without one the tests fail and say so.
/// </summary>
internal static class Chromium
{
    private static readonly Lazy<Task<string>> Found = new(FindAsync);

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge"];

    /// <summary>Path of the executable.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static Task<string> PathAsync() => Found.Value;

    /// <summary>As root there is no sandbox; the rest keeps the browser from talking to anybody but the site.</summary>
    public static IReadOnlyList<string> Arguments { get; } =
    [
        .. OperatingSystem.IsLinux() ? (string[])["--no-sandbox"] : [],
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];

    private static async Task<string> FindAsync()
    {
        if (Environment.GetEnvironmentVariable("LEARNFLOW_CHROMIUM") is { Length: > 0 } named)
            return File.Exists(named) ? named : throw new InvalidOperationException($"LEARNFLOW_CHROMIUM names {named}, and there is no such file.");

        return await UnpackAsync() ?? Installed().FirstOrDefault(File.Exists) ?? throw new InvalidOperationException(
            "The browser tests need Chromium, Chrome or Edge: install one, or set LEARNFLOW_CHROMIUM to the path of its executable.");
    }

    private static IEnumerable<string> Installed()
    {
        if (OperatingSystem.IsMacOS())
            yield return "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

        if (OperatingSystem.IsWindows())
        {
            var programs = Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles);
            var programs86 = Environment.GetFolderPath(Environment.SpecialFolder.ProgramFilesX86);
            yield return Path.Combine(programs, "Google", "Chrome", "Application", "chrome.exe");
            yield return Path.Combine(programs86, "Microsoft", "Edge", "Application", "msedge.exe");
        }

        yield return "/usr/bin/chromium";
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            foreach (var name in Names)
                yield return Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name);
        }
    }

    private static async Task<string?> UnpackAsync()
    {
        var package = Path.Combine(Repository.Root, "LearnFlow.Tests", "node_modules", "@sparticuz", "chromium");
        if (!OperatingSystem.IsLinux() || !Directory.Exists(package))
        {
            return null;
        }

        const string script = "import('@sparticuz/chromium').then(async c => console.log(await c.default.executablePath()))";
        using var node = Process.Start(new ProcessStartInfo("node", ["-e", script])
        {
            WorkingDirectory = Path.Combine(Repository.Root, "LearnFlow.Tests"),
            RedirectStandardOutput = true,
        });
        if (node is null)
        {
            return null;
        }

        var path = (await node.StandardOutput.ReadToEndAsync()).Trim();
        await node.WaitForExitAsync();
        return File.Exists(path) ? path : null;
    }
}
