using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Aspire.Hosting;

namespace LearnFlow.Hosting.PostgreSQL;

/// <summary>An installation of PostgreSQL: npm's @embedded-postgres package of this platform, or the system's own.</summary>
internal sealed partial class PostgresBinaries
{
    private PostgresBinaries(string root)
    {
        Root = root;
        RestoreLinks(root);
        Version = ReadVersion();
        MajorVersion = int.Parse(MajorPattern().Match(Version).Value, CultureInfo.InvariantCulture);
    }

    /// <summary>The folder that holds bin/.</summary>
    public string Root { get; }

    /// <summary>What the server calls itself, as "18.4".</summary>
    public string Version { get; }

    /// <summary>The version that a cluster's format belongs to, as 18.</summary>
    public int MajorVersion { get; }

    /// <summary>Path of one of its programs.</summary>
    public string Program(string name) => Program(Root, name);

    /// <summary>Looks in node_modules of this project, then of the AppHost and the folders above it, then for the newest of /usr/lib/postgresql.</summary>
    /// <exception cref="DistributedApplicationException">There is none; the message says what brings it.</exception>
    public static PostgresBinaries Find() => Find(Folders());

    /// <summary>Takes the first of some folders that holds an installation.</summary>
    /// <exception cref="DistributedApplicationException">None does; the message says what brings one.</exception>
    public static PostgresBinaries Find(IEnumerable<string> folders) => folders.FirstOrDefault(IsInstallation) is { } root
        ? new PostgresBinaries(root)
        : throw new DistributedApplicationException($"The PostgreSQL server programs (npm package @embedded-postgres/{Platform}) were not found: build LearnFlow.Hosting.PostgreSQL again with Node.js 20 or newer on PATH, or install PostgreSQL 15 or newer.");

    /// <summary>Path of a program; null when there is no installation.</summary>
    public static string? FindProgram(string name) => Folders().FirstOrDefault(IsInstallation) is { } root ? Program(root, name) : null;

    private static IEnumerable<string> Folders() => NpmFolders().Concat(SystemFolders());

    private static string Platform
    {
        get
        {
            var system = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
            return $"{system}-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";
        }
    }

    private static IEnumerable<string> NpmFolders()
    {
        var inModules = Path.Combine("@embedded-postgres", Platform, "native");
        var built = typeof(PostgresBinaries).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(a => a.Key == "LearnFlow.NodeModules")?.Value;
        if (built is not null)
        {
            yield return Path.Combine(built, inModules);
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            yield return Path.Combine(folder.FullName, "node_modules", inModules);
        }
    }

    // Debian's layout. 14 and older lack settings that the server is given.
    private static IEnumerable<string> SystemFolders() =>
        !Directory.Exists("/usr/lib/postgresql") ? [] :
        Directory.GetDirectories("/usr/lib/postgresql")
            .Select(folder => (folder, major: int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var major) ? major : 0))
            .Where(f => f.major >= 15)
            .OrderByDescending(f => f.major)
            .Select(f => f.folder);

    private static bool IsInstallation(string root) => File.Exists(Program(root, "postgres")) && File.Exists(Program(root, "initdb"));

    private static string Program(string root, string name) => Path.Combine(root, "bin", OperatingSystem.IsWindows() ? name + ".exe" : name);

    private string ReadVersion()
    {
        using var process = Process.Start(new ProcessStartInfo(Program("postgres"), "--version") { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var match = VersionPattern().Match(output);
        return match.Success ? match.Value : throw new DistributedApplicationException($"'{Program("postgres")} --version' failed (exit code {process.ExitCode}): remove the folder '{Root}' and build again.");
    }

    // What the package's install script does, which npm leaves out when told to run no scripts.
    private static void RestoreLinks(string root)
    {
        var list = Path.Combine(root, "pg-symlinks.json");
        if (OperatingSystem.IsWindows() || !File.Exists(list))
        {
            return;
        }

        using var links = JsonDocument.Parse(File.ReadAllBytes(list));
        foreach (var link in links.RootElement.EnumerateArray())
        {
            var target = Path.Combine(Path.GetDirectoryName(root)!, link.GetProperty("target").GetString()!);
            try
            {
                if (!File.Exists(target))
                {
                    File.CreateSymbolicLink(target, Path.GetFileName(link.GetProperty("source").GetString()!));
                }
            }
            catch (IOException) when (File.Exists(target))
            {
                // Another host did it in this moment.
            }
        }

        const UnixFileMode execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        foreach (var program in Directory.GetFiles(Path.Combine(root, "bin")))
        {
            var mode = File.GetUnixFileMode(program);
            if ((mode & execute) != execute)
            {
                File.SetUnixFileMode(program, mode | execute);
            }
        }
    }

    [GeneratedRegex(@"\d+(\.\d+)*")]
    private static partial Regex VersionPattern();

    [GeneratedRegex(@"^\d+")]
    private static partial Regex MajorPattern();
}
