using System.Globalization;
using Aspire.Hosting;

namespace LearnFlow.Hosting.RunMode;

/// <summary>One host per data folder: held for the host's life, given back by the system when it dies, however it dies.</summary>
public sealed class DataFolderLock : IDisposable
{
    private readonly FileStream _file;

    private DataFolderLock(FileStream file) => _file = file;

    /// <summary>Takes the folder, making it when it is not there.</summary>
    /// <exception cref="DistributedApplicationException">Another host has it; the message says which and what to do.</exception>
    public static DataFolderLock Take(string folder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, "host.lock");
        var holder = Path.Combine(folder, "host.pid");
        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            var who = File.Exists(holder) ? $" (process {File.ReadAllText(holder).Trim()})" : "";
            throw new DistributedApplicationException($"Another AppHost{who} is running on the data folder '{folder}': stop it first, or give this one its own folder with --LearnFlow:DataPath=<folder>.", e);
        }

        File.WriteAllText(holder, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        return new DataFolderLock(file);
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
