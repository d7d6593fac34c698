using System.Security.Cryptography;
using System.Text;
using Aspire.Hosting;
using LearnFlow.Hosting.Processes;

namespace LearnFlow.Hosting.Orchestration;

/// <summary>What the starters share while the host runs: where data goes and where children are written down.</summary>
internal sealed class HostContext(OrchestratorSettings settings) : IDisposable
{
    private DataFolderLock? _lock;
    private JobFile? _job;

    public OrchestratorSettings Settings { get; } = settings;

    public JobFile Job => _job ?? throw new InvalidOperationException("The host has not started.");

    /// <summary>Takes the data folder and ends what a dead host left there.</summary>
    /// <returns>The names of what was ended.</returns>
    /// <exception cref="DistributedApplicationException">Another host has the folder.</exception>
    public async Task<IReadOnlyList<string>> OpenAsync()
    {
        if (Settings.DeleteData && !Directory.Exists(Settings.DataPath))
            Directory.CreateDirectory(Settings.DataPath);
        _lock = DataFolderLock.Take(Settings.DataPath);
        (_job, var ended) = await JobFile.OpenAsync(Settings.DataPath).ConfigureAwait(false);
        return ended;
    }

    /// <summary>Eight characters that stand for the data folder, for names that must be unique on the machine.</summary>
    public string ShortId => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Settings.DataPath)))[..8];

    /// <summary>Where the data of a named volume lies.</summary>
    public string VolumePath(string volume) => Path.Combine(Settings.DataPath, "volumes", volume);

    /// <summary>Where data lies that a container would lose at its end: it is empty at every start.</summary>
    public string ScratchPath(string resource) => Path.Combine(Settings.DataPath, "scratch", resource);

    public void Dispose()
    {
        _job?.Dispose();
        _lock?.Dispose();
        if (_lock is not null && Settings.DeleteData && Directory.Exists(Settings.DataPath))
            Directory.Delete(Settings.DataPath, recursive: true);
        (_job, _lock) = (null, null);
    }
}
