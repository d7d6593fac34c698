using System.Text;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace LearnFlow.Hosting.RunMode;

/// <summary>
/// Writes the console log of every resource to logs/NAME.log in the data folder, so that there is something to read without a dashboard.
/// A file begins anew at every start of the AppHost and when it is full; what it held before is NAME.previous.log.
/// </summary>
internal sealed class ResourceLogFiles(DataFolder data, ResourceNotificationService notifications, ResourceLoggerService logs, IConfiguration configuration) : IResourceWatcher
{
    /// <summary>In characters; with the one before it a log takes twice that at most.</summary>
    private const int Capacity = 4 * 1024 * 1024;

    private readonly Dictionary<string, Task> _writers = new(StringComparer.Ordinal);

    /// <summary>The folder of all logs.</summary>
    public string Folder { get; } = Path.Combine(data.Path, "logs");

    /// <summary>Where the log of a resource is written.</summary>
    public string PathOf(string resourceName) => Path.Combine(Folder, resourceName + ".log");

    public async Task WatchAsync(CancellationToken stoppingToken)
    {
        if (configuration.IsQuiet())
        {
            return;
        }

        Directory.CreateDirectory(Folder);
        await foreach (var change in notifications.WatchAsync(stoppingToken).ConfigureAwait(false))
        {
            if (!change.Snapshot.IsHidden && !_writers.ContainsKey(change.Resource.Name))
            {
                _writers.Add(change.Resource.Name, WriteAsync(change.Resource, stoppingToken));
            }
        }
    }

    private async Task WriteAsync(IResource resource, CancellationToken stoppingToken)
    {
        StreamWriter? file = null;
        try
        {
            var written = 0;
            BeginAnew(resource.Name);
            await foreach (var lines in logs.WatchAsync(resource).WithCancellation(stoppingToken).ConfigureAwait(false))
            {
                if (written > Capacity)
                {
                    await file!.DisposeAsync().ConfigureAwait(false);
                    BeginAnew(resource.Name);
                    (file, written) = (null, 0);
                }

                file ??= new StreamWriter(PathOf(resource.Name), append: false, Encoding.UTF8);
                foreach (var line in lines)
                {
                    written += line.Content.Length;
                    await file.WriteLineAsync(line.Content).ConfigureAwait(false);
                }

                await file.FlushAsync(stoppingToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The AppHost stops.
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            logs.GetLogger(resource).LogWarning("The log file '{Path}' cannot be written: {Reason}", PathOf(resource.Name), failure.Message);
        }
        finally
        {
            if (file is not null)
            {
                await file.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private void BeginAnew(string resourceName)
    {
        if (File.Exists(PathOf(resourceName)))
        {
            File.Move(PathOf(resourceName), Path.Combine(Folder, resourceName + ".previous.log"), overwrite: true);
        }
    }
}
