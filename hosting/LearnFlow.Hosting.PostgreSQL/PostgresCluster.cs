using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Aspire.Hosting;

namespace LearnFlow.Hosting.PostgreSQL;

/// <summary>A cluster on disk: made, checked and given its password while no server runs on it.</summary>
internal sealed class PostgresCluster(PostgresBinaries binaries, string path, string userName)
{
    private const string PasswordMark = "learnflow.password";

    public PostgresBinaries Binaries => binaries;

    public string Path => path;

    /// <summary>Stops a server that a dead shell or AppHost left on the cluster. Committed rows stay: it is a fast shutdown.</summary>
    public async Task EndLeftoverAsync(CancellationToken cancellationToken)
    {
        if (PostmasterFile.Read(path)?.FindProcess() is not { } server)
        {
            return;
        }

        using (server)
        {
            try
            {
                await PostgresProgram.RunAsync(binaries, "pg_ctl", ["stop", "-D", path, "-m", "fast", "-w", "-t", "10"], input: null, cancellationToken).ConfigureAwait(false);
            }
            catch (PostgresProgramException)
            {
                server.Kill(entireProcessTree: true); // It did not end in 10 s; the next start recovers what was committed.
            }

            await server.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Deletes the cluster.</summary>
    public void Delete()
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }

    /// <summary>Makes the cluster where there is none, runs the init files on a new one, and sets the password.</summary>
    /// <exception cref="DistributedApplicationException">What is there cannot be used, or an init file fails; the message says what to do.</exception>
    public async Task EnsureAsync(string password, IReadOnlyList<PostgresInitFile> initFiles, CancellationToken cancellationToken)
    {
        if (password.Any(char.IsControl))
        {
            throw new DistributedApplicationException("The PostgreSQL password holds a line break or another control character: choose one without.");
        }

        if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())
        {
            Validate();
            await SetPasswordAsync(path, password, cancellationToken).ConfigureAwait(false);
            return;
        }

        // Beside its place, and renamed: a half-made cluster never counts.
        var half = path + ".half";
        if (Directory.Exists(half))
        {
            Directory.Delete(half, recursive: true);
        }

        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!);
        await PostgresTemplate.CopyToAsync(binaries, userName, half, cancellationToken).ConfigureAwait(false);
        await SetPasswordAsync(half, password, cancellationToken).ConfigureAwait(false);
        foreach (var file in initFiles)
        {
            await RunAsync(half, file, cancellationToken).ConfigureAwait(false);
        }

        if (Directory.Exists(path))
        {
            Directory.Delete(path);
        }

        Directory.Move(half, path);
    }

    private void Validate()
    {
        var versionFile = System.IO.Path.Combine(path, "PG_VERSION");
        if (!File.Exists(versionFile) || !File.Exists(System.IO.Path.Combine(path, "global", "pg_control")))
        {
            throw new DistributedApplicationException($"The PostgreSQL data folder '{path}' is not a whole cluster (PG_VERSION or global/pg_control is missing): restore it from a copy, move it away, or start once with --fresh to begin with empty databases.");
        }

        var version = File.ReadAllText(versionFile).Trim();
        if (version != binaries.MajorVersion.ToString(CultureInfo.InvariantCulture))
        {
            throw new DistributedApplicationException($"The PostgreSQL data folder '{path}' was made by PostgreSQL {version}, but this is PostgreSQL {binaries.Version}, which cannot read it: dump the data with the old version and restore it with the new one, or start once with --fresh to begin with empty databases.");
        }
    }

    // Without a running server, because nobody can log in before the password is known. Costs about 50 ms, when it has changed.
    private async Task SetPasswordAsync(string folder, string password, CancellationToken cancellationToken)
    {
        var mark = System.IO.Path.Combine(folder, PasswordMark);
        if (File.Exists(mark) && Matches(await File.ReadAllTextAsync(mark, cancellationToken).ConfigureAwait(false), password))
        {
            return;
        }

        var statement = $"ALTER ROLE \"{userName.Replace("\"", "\"\"", StringComparison.Ordinal)}\" PASSWORD '{password.Replace("'", "''", StringComparison.Ordinal)}'";
        try
        {
            await RunAsync(folder, database: null, [statement], cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresProgramException e)
        {
            throw new DistributedApplicationException($"The password of the PostgreSQL user '{userName}' could not be set in '{folder}': {e.Error}. A cluster keeps the user name that it was made with, and damaged files can be the cause too: restore the name or the folder, or start once with --fresh to begin with empty databases.", e);
        }

        await File.WriteAllTextAsync(mark, Hash(password, RandomNumberGenerator.GetBytes(16)), cancellationToken).ConfigureAwait(false);
    }

    private async Task RunAsync(string folder, PostgresInitFile file, CancellationToken cancellationToken)
    {
        var statements = await file.ReadAsync(cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < statements.Count;)
        {
            var database = statements[i].Database;
            var group = statements.Skip(i).TakeWhile(s => s.Database == database).Select(s => s.Text).ToList();
            try
            {
                await RunAsync(folder, database, group, cancellationToken).ConfigureAwait(false);
            }
            catch (PostgresProgramException e)
            {
                throw new DistributedApplicationException(file.Failure(e.Error), e);
            }

            i += group.Count;
        }
    }

    /// <summary>Runs statements in single-user mode, where with -j a semicolon and an empty line end one.</summary>
    private Task RunAsync(string folder, string? database, IEnumerable<string> statements, CancellationToken cancellationToken)
    {
        // Not log_min_error_statement's default: it writes the statement, and with it the password, beside its error.
        string[] arguments = ["--single", "-j", "-D", folder, "-c", "fsync=off", "-c", "log_checkpoints=off", "-c", "exit_on_error=on", "-c", "log_min_error_statement=panic", database ?? "postgres"];
        var input = string.Concat(statements.Select(s => s.ReplaceLineEndings("\n").Replace(";\n\n", ";\n \n", StringComparison.Ordinal) + "\n;\n\n"));
        return PostgresProgram.RunAsync(binaries, "postgres", arguments, input, cancellationToken);
    }

    private static bool Matches(string mark, string password)
    {
        var salt = mark.Split(':')[0];
        return salt.Length == 32 && mark == Hash(password, Convert.FromHexString(salt));
    }

    private static string Hash(string password, byte[] salt) =>
        $"{Convert.ToHexStringLower(salt)}:{Convert.ToHexStringLower(Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, 10_000, HashAlgorithmName.SHA256, 32))}";
}
