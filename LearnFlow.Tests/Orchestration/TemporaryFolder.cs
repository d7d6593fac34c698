namespace LearnFlow.Tests.Orchestration;

/// <summary>A folder of one test, gone with it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("learnflow-test-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>The text of a file that another process is about to put there, whole.</summary>
    public async Task<string> ReadOnceThereAsync(string name)
    {
        var patience = TestApplication.Patience;
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!File.Exists(this[name]))
            await poll.WaitForNextTickAsync(patience);
        return (await File.ReadAllTextAsync(this[name], patience)).Trim();
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
