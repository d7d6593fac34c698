using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace LearnFlow.Hosting.PostgreSQL;

/// <summary>
/// The account that the server runs under. PostgreSQL refuses root, so an AppHost that is root (a container, CI) starts it in a
/// user namespace where it is another user, or, where namespaces are forbidden, as the user nobody with its data in the
/// temporary folder. Every other AppHost runs it under its own account.
/// </summary>
internal sealed class PostgresAccount
{
    private static readonly string[] s_namespace = ["unshare", "--user", "--map-user=1000", "--map-group=1000"];
    private static readonly string[] s_nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];
    private static readonly Lazy<PostgresAccount> s_current = new(Detect);
    private readonly string[] _prefix;

    private PostgresAccount(string[] prefix) => _prefix = prefix;

    public static PostgresAccount Current => s_current.Value;

    /// <summary>Whether the files of a cluster belong to another user than the AppHost.</summary>
    public bool IsNobody => _prefix == s_nobody;

    /// <summary>The command that runs a program under the account. The process id stays the program's: the prefix replaces itself.</summary>
    public (string FileName, IReadOnlyList<string> Arguments) Command(string program, IReadOnlyList<string> arguments) =>
        _prefix is [var first, .. var rest] ? (first, [.. rest, program, .. arguments]) : (program, arguments);

    /// <summary>Where the cluster asked for at <paramref name="path"/> really lies: there, unless the account could not write there.</summary>
    public string DataPath(string path) => IsNobody
        ? Path.Combine(Path.GetTempPath(), $"learnflow-postgres-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(path))))[..16]}")
        : path;

    private static PostgresAccount Detect()
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
        {
            return new PostgresAccount([]);
        }

        return new PostgresAccount(CanRun(s_namespace) ? s_namespace : s_nobody);
    }

    /// <summary>Whether a command starts another one here.</summary>
    public static bool CanRun(string[] prefix)
    {
        try
        {
            using var probe = Process.Start(new ProcessStartInfo(prefix[0], [.. prefix[1..], "true"]) { RedirectStandardError = true })!;
            probe.StandardError.ReadToEnd();
            probe.WaitForExit();
            return probe.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false; // Not installed.
        }
    }
}
