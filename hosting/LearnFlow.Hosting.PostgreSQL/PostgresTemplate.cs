using System.Security.Cryptography;
using System.Text;

namespace LearnFlow.Hosting.PostgreSQL;

/// <summary>
/// A ready cluster per server version and user name, kept for the user account: a new cluster is a copy of it
/// (about 60 ms) instead of a run of initdb (about 1 s).
/// </summary>
internal static class PostgresTemplate
{
    /// <summary>Raised when what initdb is told changes.</summary>
    private const int Format = 1;

    private static readonly SemaphoreSlim s_oneAtATime = new(1, 1);

    /// <summary>Makes a cluster with an unknown password in a folder that is not there yet.</summary>
    public static async Task CopyToAsync(PostgresBinaries binaries, string userName, string path, CancellationToken cancellationToken)
    {
        if (PostgresAccount.Current.IsNobody)
        {
            await InitializeAsync(binaries, userName, path, cancellationToken).ConfigureAwait(false); // A copy would belong to the AppHost's user.
            return;
        }

        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Format}\n{binaries.Root}\n{userName}")))[..12];
        var home = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create);
        var folder = Directory.CreateDirectory(Path.Combine(home.Length > 0 ? home : Path.GetTempPath(), "LearnFlow", "postgres")).FullName;
        var template = Path.Combine(folder, $"{binaries.Version}-{key}");

        await s_oneAtATime.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!Directory.Exists(template))
            {
                // Under a name of this process, so that two AppHosts may make it at once: the first to rename wins.
                var own = $"{template}.{Environment.ProcessId}";
                await InitializeAsync(binaries, userName, own, cancellationToken).ConfigureAwait(false);
                try
                {
                    Directory.Move(own, template);
                }
                catch (IOException) when (Directory.Exists(template))
                {
                    Directory.Delete(own, recursive: true);
                }
            }
        }
        finally
        {
            s_oneAtATime.Release();
        }

        Copy(template, path);
    }

    private static async Task InitializeAsync(PostgresBinaries binaries, string userName, string path, CancellationToken cancellationToken)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true); // A process of the same id did not finish it.
        }

        // The real password is set afterwards; this one only has to be there for scram and be unknown.
        var passwordFile = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(passwordFile, RandomNumberGenerator.GetHexString(32), cancellationToken).ConfigureAwait(false);
            if (PostgresAccount.Current.IsNobody && !OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(passwordFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
            }

            string[] locale = binaries.MajorVersion >= 17 ? ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"] : ["--locale=C"];
            string[] arguments = ["-D", path, "-U", userName, "-A", "scram-sha-256", $"--pwfile={passwordFile}", "-E", "UTF8", .. locale, "--wal-segsize=4", "--no-sync", "--no-instructions"];
            await PostgresProgram.RunAsync(binaries, "initdb", arguments, input: null, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            File.Delete(passwordFile);
        }
    }

    private static void Copy(string from, string to)
    {
        // The server wants its folders for itself alone.
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(to);
        }
        else
        {
            Directory.CreateDirectory(to, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        foreach (var folder in Directory.EnumerateDirectories(from))
        {
            Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
        }

        foreach (var file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }
}
