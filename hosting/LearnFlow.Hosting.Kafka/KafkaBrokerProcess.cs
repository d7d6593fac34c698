using System.Globalization;
using System.Reflection;
using LearnFlow.Hosting.Processes;

namespace LearnFlow.Hosting.Kafka;

/// <summary>
/// The development broker (LearnFlow.KafkaBroker) as a child process: Kafka's protocol, in memory. What it holds is
/// gone when it ends; keep what must not be lost in a database.
/// </summary>
public sealed class KafkaBrokerProcess : IAsyncDisposable
{
    private const string Assembly = "LearnFlow.KafkaBroker.dll", Ready = "READY ";
    private static readonly TimeSpan s_stopGrace = TimeSpan.FromSeconds(1);
    private readonly ChildProcess _process;

    private KafkaBrokerProcess(ChildProcess process, string bootstrapServers) =>
        (_process, BootstrapServers) = (process, bootstrapServers);

    /// <summary>host:port, what Kafka clients call bootstrap.servers.</summary>
    public string BootstrapServers { get; }

    /// <summary>The broker's process id.</summary>
    public int ProcessId => _process.Id;

    /// <summary>The broker's exit code, once it has ended.</summary>
    public Task<int> Completion => _process.Completion;

    /// <summary>The last lines that it wrote.</summary>
    public OutputTail Tail => _process.Tail;

    /// <summary>Starts the broker and returns when it serves its topics.</summary>
    /// <exception cref="KafkaBrokerException">It cannot start; the message says why and what to do.</exception>
    public static async Task<KafkaBrokerProcess> StartAsync(KafkaBrokerOptions options, CancellationToken cancellationToken = default)
    {
        var ready = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var process = ChildProcess.Start(new ChildProcessOptions
        {
            Name = options.Name,
            FileName = DotNetCommand.Path,
            Arguments =
            [
                FindBroker(),
                options.Port.ToString(CultureInfo.InvariantCulture),
                .. options.Topics.Select(t => string.Create(CultureInfo.InvariantCulture, $"{t.Key}:{t.Value}")),
            ],
            Environment = new Dictionary<string, string?> { ["DOTNET_TieredPGO"] = "0", ["DOTNET_gcServer"] = "0" },
            KeepInputOpen = true, // It ends when this pipe closes.
            Job = options.Job,
            Output = (line, isError) =>
            {
                if (line.StartsWith(Ready, StringComparison.Ordinal))
                    ready.TrySetResult(line.Split(' ')[1]);
                options.Output?.Invoke(line, isError);
            },
        });

        try
        {
            await Task.WhenAny(ready.Task, process.Completion).WaitAsync(cancellationToken).ConfigureAwait(false);
            if (ready.Task.IsCompletedSuccessfully)
                return new KafkaBrokerProcess(process, await ready.Task.ConfigureAwait(false));
            throw new KafkaBrokerException($"The development broker ended with exit code {await process.Completion.ConfigureAwait(false)}: {process.Tail}");
        }
        catch
        {
            await process.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Ends the broker and what it holds.</summary>
    public Task StopAsync() => _process.StopAsync(s_stopGrace);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        await _process.DisposeAsync().ConfigureAwait(false);
    }

    private static string FindBroker()
    {
        string?[] places =
        [
            typeof(KafkaBrokerProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(a => a.Key == "LearnFlow.KafkaBroker")?.Value,
            Path.Combine(AppContext.BaseDirectory, "kafka-broker", Assembly),
            Path.Combine(AppContext.BaseDirectory, Assembly),
        ];
        return places.FirstOrDefault(File.Exists)
            ?? throw new KafkaBrokerException("The development broker (LearnFlow.KafkaBroker) was not found: build hosting/LearnFlow.KafkaBroker.");
    }
}
