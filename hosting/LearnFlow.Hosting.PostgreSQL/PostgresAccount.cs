using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace LearnFlow.Hosting.PostgreSQL;

/// <summary>
/// The account that the server runs under. PostgreSQL refuses root, so a host that is root (a container, CI) starts it in a
/// user namespace where it is somebody else, or, where namespaces are forbidden, as the user nobody with its data in the
/// temporary folder. Everybody else runs it as themselves.
/// </summary>
internal sealed class PostgresAccount
{
    private static readonly string[] s_namespace = ["--user", "--map-user=1000", "--map-group=1000"];
    private static readonly Lazy<PostgresAccount> s_current = new(Detect);
    private readonly bool _unshare;

    private PostgresAccount(bool unshare = false, string? userName = null) => (_unshare, UserName) = (unshare, userName);

    public static PostgresAccount Current => s_current.Value;

    /// <summary>The system user to switch to; null to stay.</summary>
    public string? UserName { get; }

    /// <summary>The command that runs a program under the account. The process id stays the program's: unshare replaces itself.</summary>
    public (string FileName, IReadOnlyList<string> Arguments) Command(string program, IReadOnlyList<string> arguments) =>
        _unshare ? ("unshare", [.. s_namespace, program, .. arguments]) : (program, arguments);

    /// <summary>Where the cluster asked for at <paramref name="path"/> really lies: there, unless the account could not write there.</summary>
    public string DataPath(string path)
    {
        if (UserName is null)
            return path;
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(path))))[..16];
        return Path.Combine(Path.GetTempPath(), $"learnflow-postgres-{name}");
    }

    private static PostgresAccount Detect()
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
            return new PostgresAccount();
        return CanUnshare() ? new PostgresAccount(unshare: true) : new PostgresAccount(userName: "nobody");
    }

    private static bool CanUnshare()
    {
        if (!OperatingSystem.IsLinux() || Processes.Executable.Find("unshare") is null)
            return false;
        using var probe = Process.Start(new ProcessStartInfo("unshare", [.. s_namespace, "true"]) { RedirectStandardError = true })!;
        probe.StandardError.ReadToEnd();
        probe.WaitForExit();
        return probe.ExitCode == 0;
    }
}
