using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace LearnFlow.Hosting.Processes;

/// <summary>
/// The list of this host's child processes, in its data folder. A host that ends normally leaves it without entries; after
/// a crash or kill -9 the next start finds in it exactly the processes that were left, and ends them.
/// </summary>
/// <remarks>
/// One JSON line per event, appended and handed to the system before the child can do anything of note, so that the death
/// of the host loses none. An entry names a process by id and birth mark: an id that was given to another program since is
/// left alone. On Linux each child also carries the folder's path in its environment, which finds the children of children,
/// and a child that was started in the very moment before its line was written.
/// </remarks>
public sealed class JobFile : IDisposable
{
    /// <summary>The environment variable that marks the processes of a data folder.</summary>
    public const string EnvironmentVariable = "LEARNFLOW_JOB";

    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(3);
    private readonly Lock _gate = new();
    private readonly HashSet<int> _alive = [];
    private readonly string _path, _folder;
    private FileStream? _file;

    private JobFile(string folder, string path, FileStream file) => (_folder, _path, _file) = (folder, path, file);

    private sealed record Entry(string Name, int Id, string? BirthMark, StopSignal StopSignal, bool Ended = false);

    /// <summary>Ends what an earlier host of this data folder left behind, then starts a new list. The caller holds the folder's lock.</summary>
    /// <returns>The list, and the names of the processes that were ended.</returns>
    public static async Task<(JobFile Job, IReadOnlyList<string> Ended)> OpenAsync(string dataFolder)
    {
        Directory.CreateDirectory(dataFolder);
        var folder = Path.GetFullPath(dataFolder);
        var path = Path.Combine(folder, "job.jsonl");
        IReadOnlyList<string> ended = File.Exists(path) ? await EndLeftoversAsync(folder, path).ConfigureAwait(false) : [];
        var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        return (new JobFile(folder, path, file), ended);
    }

    /// <summary>Deletes the list when every process in it has ended; leaves it for the next start otherwise.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_file is null)
                return;
            _file.Dispose();
            _file = null;
            if (_alive.Count == 0)
                File.Delete(_path);
        }
    }

    internal void Mark(IDictionary<string, string?> environment) => environment[EnvironmentVariable] = _folder;

    internal void Add(string name, int id, StopSignal signal)
    {
        lock (_gate)
        {
            if (_alive.Add(id))
                Append(new Entry(name, id, ProcessPlatform.Current.BirthMark(id), signal));
        }
    }

    internal void Remove(int id)
    {
        lock (_gate)
        {
            if (_alive.Remove(id))
                Append(new Entry("", id, null, default, Ended: true));
        }
    }

    private void Append(Entry entry) => _file?.Write([.. JsonSerializer.SerializeToUtf8Bytes(entry), (byte)'\n']);

    private static async Task<IReadOnlyList<string>> EndLeftoversAsync(string folder, string path)
    {
        var platform = ProcessPlatform.Current;
        var left = Read(path).Where(e => e.BirthMark is not null && platform.BirthMark(e.Id) == e.BirthMark).ToDictionary(e => e.Id);
        foreach (var id in platform.WithEnvironment(EnvironmentVariable, folder))
            left.TryAdd(id, new Entry($"process {id}", id, platform.BirthMark(id), StopSignal.Terminate));

        await Task.WhenAll(left.Values.Select(EndAsync)).ConfigureAwait(false);
        return [.. left.Values.Select(e => e.Name)];
    }

    private static async Task EndAsync(Entry entry)
    {
        try
        {
            using var process = Process.GetProcessById(entry.Id);
            if (ProcessPlatform.Current.BirthMark(entry.Id) != entry.BirthMark)
                return;
            ProcessPlatform.Current.RequestStop(process, entry.StopSignal);
            using var grace = new CancellationTokenSource(s_grace);
            try
            {
                await process.WaitForExitAsync(grace.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                ProcessPlatform.Current.Kill(process);
                await process.WaitForExitAsync().ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // It has just ended by itself.
        }
    }

    private static List<Entry> Read(string path)
    {
        var entries = new Dictionary<int, Entry>();
        foreach (var line in File.ReadLines(path))
        {
            try
            {
                if (JsonSerializer.Deserialize<Entry>(line) is not { } entry)
                    continue;
                if (entry.Ended)
                    entries.Remove(entry.Id);
                else
                    entries[entry.Id] = entry;
            }
            catch (JsonException)
            {
                // The last line of a host that died while it wrote it.
            }
        }

        return [.. entries.Values];
    }
}
