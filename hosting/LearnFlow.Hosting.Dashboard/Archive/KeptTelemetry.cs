using System.IO.Compression;
using Microsoft.Extensions.Logging;

namespace LearnFlow.Hosting.Dashboard.Archive;

/// <summary>Telemetry that outlives the AppHost, when asked for: written to one file when it stops, read when it starts.</summary>
internal sealed class KeptTelemetry(string path, TelemetryArchive archive, ILogger log)
{
    /// <summary>Takes what the last run left. A file that cannot be read is no reason not to start.</summary>
    public async Task LoadAsync(CancellationToken cancellation)
    {
        if (!File.Exists(path))
            return;
        try
        {
            await using var file = File.OpenRead(path);
            await archive.ReadAsync(file, cancellation);
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            log.LogWarning("The telemetry of the last run in {Path} cannot be read and will be replaced: {Reason}", path, unreadable.Message);
        }
    }

    /// <summary>Writes what is kept; the file is whole or the one from before.</summary>
    public void Save()
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using (var zip = new ZipArchive(File.Create(path + ".new"), ZipArchiveMode.Create))
                archive.Write(zip);
            File.Move(path + ".new", path, overwrite: true);
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            log.LogWarning("The telemetry is not kept: {Reason}", unwritable.Message);
        }
    }
}
