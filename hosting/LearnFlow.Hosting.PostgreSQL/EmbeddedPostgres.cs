using System.Globalization;
using LearnFlow.Hosting.Processes;
using Npgsql;

namespace LearnFlow.Hosting.PostgreSQL;

/// <summary>
/// A PostgreSQL server as a child process, with password authentication on 127.0.0.1.
/// </summary>
/// <remarks>
/// It runs with fsync and full_page_writes off and synchronous_commit on: what a client saw committed survives the death of
/// the server and of the host, though not a power failure of the machine. That is the trade of a development host.
/// </remarks>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    private const int PortAttempts = 5;
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan s_stopGrace = TimeSpan.FromSeconds(4);
    private readonly ChildProcess _process;

    private EmbeddedPostgres(ChildProcess process, EmbeddedPostgresOptions options, int port, string dataPath, bool endedLeftover)
    {
        _process = process;
        (Port, DataPath, EndedLeftover) = (port, dataPath, endedLeftover);
        ConnectionString = new NpgsqlConnectionStringBuilder
        {
            Host = Host,
            Port = port,
            Username = options.UserName,
            Password = options.Password,
        }.ConnectionString;
    }

    /// <summary>The address it listens on.</summary>
    public const string Host = "127.0.0.1";

    /// <summary>The TCP port it listens on.</summary>
    public int Port { get; }

    /// <summary>Npgsql connection string of the superuser, without a database.</summary>
    public string ConnectionString { get; }

    /// <summary>Where the cluster lies.</summary>
    public string DataPath { get; }

    /// <summary>The server's process id.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Whether a server of a dead host was found on the data folder and stopped first.</summary>
    public bool EndedLeftover { get; }

    /// <summary>The server's exit code, once it has ended.</summary>
    public Task<int> Completion => _process.Completion;

    /// <summary>The last lines of its log.</summary>
    public OutputTail Tail => _process.Tail;

    /// <summary>Starts the server on the cluster, making it first when there is none, and returns when it takes connections.</summary>
    /// <exception cref="EmbeddedPostgresException">It cannot start; the message says why and what to do.</exception>
    public static async Task<EmbeddedPostgres> StartAsync(EmbeddedPostgresOptions options, CancellationToken cancellationToken = default)
    {
        var binaries = PostgresBinaries.Find(options.InstallationPath);
        var dataPath = PostgresAccount.Current.DataPath(options.DataPath);
        var endedLeftover = await PostmasterFile.EndLeftoverAsync(dataPath, cancellationToken).ConfigureAwait(false);
        if (options.Fresh && Directory.Exists(dataPath))
            Directory.Delete(dataPath, recursive: true);
        var cluster = new PostgresCluster(binaries, dataPath, options.UserName);
        await cluster.EnsureAsync(options.Password, options.InitFiles is not null, cancellationToken).ConfigureAwait(false);

        for (var attempt = 1; ; attempt++)
        {
            var port = options.Port == 0 ? LoopbackPort.Free() : options.Port;
            var process = StartServer(binaries, options, dataPath, port);
            try
            {
                if (await BecomesReadyAsync(process, dataPath, cancellationToken).ConfigureAwait(false))
                {
                    var postgres = new EmbeddedPostgres(process, options, port, dataPath, endedLeftover);
                    if (cluster.IsNew)
                    {
                        await PostgresInitFiles.RunAsync(postgres, options.InitFiles!, cancellationToken).ConfigureAwait(false);
                        cluster.Complete();
                    }

                    return postgres;
                }
            }
            catch
            {
                await process.DisposeAsync().ConfigureAwait(false);
                throw;
            }

            var portTaken = !LoopbackPort.IsFree(port);
            if (options.Port == 0 && portTaken && attempt < PortAttempts)
                continue;
            throw new EmbeddedPostgresException(portTaken
                ? $"PostgreSQL cannot listen on port {port} because another program does: end that program or choose another port."
                : $"PostgreSQL {binaries.Version} did not start on '{dataPath}'. If its log below speaks of damaged files, restore the folder from a copy or start once with --fresh to begin with empty databases.{Environment.NewLine}{process.Tail}");
        }
    }

    /// <summary>Stops the server: open sessions are ended, what they committed is kept. About 20 ms.</summary>
    public Task StopAsync() => _process.StopAsync(s_stopGrace);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        await _process.DisposeAsync().ConfigureAwait(false);
    }

    private static ChildProcess StartServer(PostgresBinaries binaries, EmbeddedPostgresOptions options, string dataPath, int port)
    {
        var settings = new Dictionary<string, string>
        {
            ["listen_addresses"] = Host,
            ["unix_socket_directories"] = "",
            ["fsync"] = "off",
            ["full_page_writes"] = "off",
            ["synchronous_commit"] = "on",
            ["max_connections"] = "200",
            ["logging_collector"] = "off",
            ["log_destination"] = "stderr",
            ["log_checkpoints"] = "off",
            ["max_wal_size"] = "256MB",
        };
        if (binaries.MajorVersion >= 18)
            settings["io_method"] = "sync"; // No I/O worker processes: a developer's load does not need them.
        foreach (var (name, value) in options.Settings)
            settings[name] = value;

        string[] arguments = ["-D", dataPath, "-p", port.ToString(CultureInfo.InvariantCulture), .. settings.SelectMany(s => new[] { "-c", $"{s.Key}={s.Value}" })];
        var account = PostgresAccount.Current;
        var (fileName, all) = account.Command(binaries.Program("postgres"), arguments);
        return ChildProcess.Start(new ChildProcessOptions
        {
            Name = options.Name,
            FileName = fileName,
            Arguments = all,
            UserName = account.UserName,
            WorkingDirectory = Path.GetTempPath(),
            StopSignal = StopSignal.Interrupt,
            Output = options.Output,
            Job = options.Job,
        });
    }

    private static async Task<bool> BecomesReadyAsync(ChildProcess process, string dataPath, CancellationToken cancellationToken)
    {
        while (!process.Completion.IsCompleted)
        {
            if (PostmasterFile.Read(dataPath) is { IsReady: true } file && file.ProcessId == process.Id)
                return true;
            await Task.WhenAny(process.Completion, Task.Delay(s_poll, cancellationToken)).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }

        return false;
    }
}
