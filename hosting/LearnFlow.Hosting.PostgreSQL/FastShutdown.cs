namespace LearnFlow.Hosting.PostgreSQL;

/// <summary>
/// DCP ends a process with SIGTERM, at which PostgreSQL waits until its clients have gone; at SIGINT it ends their sessions, with
/// nothing committed lost. On Unix a shell stands between the two. On Windows DCP starts the server itself.
/// </summary>
internal static class FastShutdown
{
    // The server writes its log to stderr. A signal ends `wait`, so it is repeated until the server has gone.
    private const string Script = """trap 'kill -INT $server' TERM INT; "$@" 2>&1 & server=$!; wait $server; code=$?; while kill -0 $server 2>/dev/null; do wait $server; code=$?; done; exit $code""";

    // The server gets SIGINT when its shell is killed (Linux, util-linux): DCP takes the two for running while one of them writes.
    private static readonly string[] s_withShell = ["setpriv", "--pdeathsig", "INT"];
    private static readonly Lazy<string[]> s_prefix = new(() => PostgresAccount.CanRun(s_withShell) ? s_withShell : []);

    /// <summary>The shell; null where there is none.</summary>
    public static string? Shell => OperatingSystem.IsWindows() ? null : "/bin/sh";

    /// <summary>The arguments of the command that DCP starts.</summary>
    public static IEnumerable<string> Wrap(string program, IReadOnlyList<string> arguments) =>
        Shell is null ? arguments : ["-c", Script, "sh", .. s_prefix.Value, program, .. arguments];
}
