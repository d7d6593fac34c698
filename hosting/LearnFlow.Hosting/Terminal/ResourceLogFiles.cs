using System.Text;
using Aspire.Hosting.ApplicationModel;
using LearnFlow.Hosting.Orchestration;
using Microsoft.Extensions.Logging;

namespace LearnFlow.Hosting.Terminal;

/// <summary>
/// Writes the console log of every resource to logs/NAME.log in the data folder, so that there is something to read without a
/// dashboard. A file begins anew at every start of the host and when it is full; what it held before is NAME.previous.log.
/// </summary>
internal sealed class ResourceLogFiles(OrchestratorSettings settings, ResourceLoggerService logs, ParameterValues parameters) : IAsyncDisposable
{
    /// <summary>In characters; with the one before it a log takes twice that at most.</summary>
    private const int Capacity = 4 * 1024 * 1024;

    private readonly Dictionary<string, Task> _writers = [];

    /// <summary>The folder of all logs.</summary>
    public string Folder { get; } = Path.Combine(settings.DataPath, "logs");

    /// <summary>Where the log of an instance is written.</summary>
    public string PathOf(string id) => Path.Combine(Folder, id + ".log");

    /// <summary>Begins to write the logs of these instances.</summary>
    public void Begin(IEnumerable<string> ids)
    {
        Directory.CreateDirectory(Folder);
        foreach (var id in ids)
            _writers.TryAdd(id, WriteAsync(id));
    }

    /// <summary>Writes what there is and closes the files.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var id in _writers.Keys)
            logs.Complete(id);
        await Task.WhenAll(_writers.Values).ConfigureAwait(false);
    }

    private async Task WriteAsync(string id)
    {
        StreamWriter? file = null;
        try
        {
            var written = 0;
            Renew(id);
            await foreach (var lines in logs.WatchAsync(id).ConfigureAwait(false))
            {
                if (written > Capacity)
                {
                    await file!.DisposeAsync().ConfigureAwait(false);
                    Renew(id);
                    (file, written) = (null, 0);
                }

                file ??= new StreamWriter(PathOf(id), append: false, Encoding.UTF8);
                foreach (var line in lines)
                {
                    var text = parameters.Secrets.Apply(line.Content);
                    written += text.Length;
                    await file.WriteLineAsync(text).ConfigureAwait(false);
                }

                await file.FlushAsync().ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            logs.GetLogger(id).LogWarning("The log file '{Path}' cannot be written: {Reason}", PathOf(id), e.Message);
        }
        finally
        {
            if (file is not null)
                await file.DisposeAsync().ConfigureAwait(false);
        }
    }

    private void Renew(string id)
    {
        if (File.Exists(PathOf(id)))
            File.Move(PathOf(id), Path.Combine(Folder, id + ".previous.log"), overwrite: true);
    }
}
