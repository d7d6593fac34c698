using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LearnFlow.Hosting.Processes;

namespace LearnFlow.Hosting.PostgreSQL;

/// <summary>A cluster on disk: made, checked and given its password while no server runs on it.</summary>
internal sealed class PostgresCluster(PostgresBinaries binaries, string path, string userName)
{
    private const string PasswordMark = "learnflow.password", NewMark = "learnflow.new";

    /// <summary>Makes the cluster when there is none, by copying the template where there can be one.</summary>
    /// <param name="password">The superuser's.</param>
    /// <param name="hasInitFiles">A new cluster is only whole when its init files have run: see <see cref="IsNew"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="EmbeddedPostgresException">What is there belongs to another major version or is not whole.</exception>
    public async Task EnsureAsync(string password, bool hasInitFiles, CancellationToken cancellationToken)
    {
        if (IsNew)
            Directory.Delete(path, recursive: true); // Its init files did not run to their end.
        if (!Directory.Exists(path) || !Directory.EnumerateFileSystemEntries(path).Any())
        {
            await MakeAsync(cancellationToken).ConfigureAwait(false);
            if (hasInitFiles)
                await File.WriteAllTextAsync(Path.Combine(path, NewMark), "", cancellationToken).ConfigureAwait(false);
        }
        else
        {
            Check();
        }

        await SetPasswordAsync(password, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether its init files have still to run.</summary>
    public bool IsNew => File.Exists(Path.Combine(path, NewMark));

    /// <summary>Its init files have run.</summary>
    public void Complete() => File.Delete(Path.Combine(path, NewMark));

    /// <summary>Runs initdb into a folder beside, then renames it: a half-made cluster never counts.</summary>
    public async Task InitializeAsync(CancellationToken cancellationToken)
    {
        var half = path + ".half";
        if (Directory.Exists(half))
            Directory.Delete(half, recursive: true);

        // The real password is set afterwards; this one only has to be there for scram and be unknown.
        var passwordFile = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(passwordFile, RandomNumberGenerator.GetHexString(32), cancellationToken).ConfigureAwait(false);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(passwordFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
            string[] locale = binaries.MajorVersion >= 17
                ? ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
                : ["--locale=C"];
            await RunAsync("initdb", ["-D", half, "-U", userName, "-A", "scram-sha-256", $"--pwfile={passwordFile}", "-E", "UTF8", .. locale, "--wal-segsize=4", "--no-sync", "--no-instructions"], null, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            File.Delete(passwordFile);
        }

        if (Directory.Exists(path))
            Directory.Delete(path);
        Directory.Move(half, path);
    }

    private async Task MakeAsync(CancellationToken cancellationToken)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } parent)
            Directory.CreateDirectory(parent);
        if (PostgresAccount.Current.UserName is not null)
            await InitializeAsync(cancellationToken).ConfigureAwait(false); // Another user's files: no copying about.
        else
            await PostgresTemplate.CopyToAsync(binaries, userName, path, cancellationToken).ConfigureAwait(false);
    }

    private void Check()
    {
        var versionFile = Path.Combine(path, "PG_VERSION");
        if (!File.Exists(versionFile) || !File.Exists(Path.Combine(path, "global", "pg_control")))
            throw new EmbeddedPostgresException($"The PostgreSQL data folder '{path}' is not a whole cluster (PG_VERSION or global/pg_control is missing): restore it from a copy, move it away, or start once with --fresh to begin with empty databases.");

        var version = File.ReadAllText(versionFile).Trim();
        if (version != binaries.MajorVersion.ToString(CultureInfo.InvariantCulture))
            throw new EmbeddedPostgresException($"The PostgreSQL data folder '{path}' was made by PostgreSQL {version}, but this host has {binaries.Version}, which cannot read it: dump the data with the old version and restore it with the new one, or start once with --fresh to begin with empty databases.");
    }

    // In single-user mode, because nobody can log in before the password is known. Costs about 50 ms, once.
    private async Task SetPasswordAsync(string password, CancellationToken cancellationToken)
    {
        if (password.Any(char.IsControl))
            throw new EmbeddedPostgresException("The PostgreSQL password holds a line break or another control character: choose one without.");
        var mark = Path.Combine(path, PasswordMark);
        if (File.Exists(mark) && Matches(await File.ReadAllTextAsync(mark, cancellationToken).ConfigureAwait(false), password))
            return;

        var statement = $"ALTER ROLE {Sql.Identifier(userName)} PASSWORD {Sql.Literal(password)};\n";
        await RunAsync("postgres", ["--single", "-D", path, "-c", "fsync=off", "-c", "log_checkpoints=off", "-c", "exit_on_error=on", "template1"], statement, cancellationToken).ConfigureAwait(false);
        await File.WriteAllTextAsync(mark, Hash(password, RandomNumberGenerator.GetBytes(16)), cancellationToken).ConfigureAwait(false);
    }

    private static bool Matches(string mark, string password)
    {
        var salt = mark.Split(':')[0];
        return salt.Length == 32 && mark == Hash(password, Convert.FromHexString(salt));
    }

    private static string Hash(string password, byte[] salt) =>
        $"{Convert.ToHexStringLower(salt)}:{Convert.ToHexStringLower(Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, 10_000, HashAlgorithmName.SHA256, 32))}";

    private async Task RunAsync(string program, IReadOnlyList<string> arguments, string? input, CancellationToken cancellationToken)
    {
        var account = PostgresAccount.Current;
        var (fileName, all) = account.Command(binaries.Program(program), arguments);
        var process = ChildProcess.Start(new ChildProcessOptions { Name = program, FileName = fileName, Arguments = all, UserName = account.UserName, KeepInputOpen = input is not null, WorkingDirectory = Path.GetTempPath() });
        await using (process.ConfigureAwait(false))
        {
            if (input is not null)
                await process.WriteInputAsync(input).ConfigureAwait(false);
            var exitCode = await process.Completion.WaitAsync(cancellationToken).ConfigureAwait(false);
            if (exitCode != 0)
                throw new EmbeddedPostgresException($"PostgreSQL's {program} failed on '{path}' (exit code {exitCode}):{Environment.NewLine}{process.Tail}");
        }
    }
}
