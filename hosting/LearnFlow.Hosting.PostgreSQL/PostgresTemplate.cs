using System.Security.Cryptography;
using System.Text;

namespace LearnFlow.Hosting.PostgreSQL;

/// <summary>
/// A ready cluster per server version and superuser, kept for the user account: a new cluster is a copy of it
/// (about 60 ms) instead of a run of initdb (about 1 s).
/// </summary>
internal static class PostgresTemplate
{
    /// <summary>Raised when what initdb is told changes.</summary>
    private const int Format = 1;

    private static readonly SemaphoreSlim s_oneAtATime = new(1, 1);

    public static async Task CopyToAsync(PostgresBinaries binaries, string userName, string path, CancellationToken cancellationToken)
    {
        var template = await GetAsync(binaries, userName, cancellationToken).ConfigureAwait(false);
        var half = path + ".half";
        if (Directory.Exists(half))
            Directory.Delete(half, recursive: true);
        Copy(template, half);
        if (Directory.Exists(path))
            Directory.Delete(path); // An empty one.
        Directory.Move(half, path);
    }

    private static async Task<string> GetAsync(PostgresBinaries binaries, string userName, CancellationToken cancellationToken)
    {
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Format}\n{binaries.Root}\n{userName}")))[..12];
        var home = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create);
        var folder = Path.Combine(home.Length > 0 ? home : Path.GetTempPath(), "LearnFlow", "postgres");
        var template = Path.Combine(folder, $"{binaries.Version}-{key}");
        if (Directory.Exists(template))
            return template;

        await s_oneAtATime.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Under a name of this process, so that two hosts may make it at once: the first to rename wins.
            var own = $"{template}.{Environment.ProcessId}";
            if (!Directory.Exists(template))
            {
                Directory.CreateDirectory(folder);
                await new PostgresCluster(binaries, own, userName).InitializeAsync(cancellationToken).ConfigureAwait(false);
                try
                {
                    Directory.Move(own, template);
                }
                catch (IOException) when (Directory.Exists(template))
                {
                    Directory.Delete(own, recursive: true);
                }
            }

            return template;
        }
        finally
        {
            s_oneAtATime.Release();
        }
    }

    private static void Copy(string from, string to)
    {
        // The server wants its folders for itself alone.
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(to);
        else
            Directory.CreateDirectory(to, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (var folder in Directory.EnumerateDirectories(from))
            Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
        foreach (var file in Directory.EnumerateFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }
}
