using LearnFlow.Hosting.Processes;

namespace Aspire.Hosting.Testing;

/// <summary>
/// The data folders of applications under test, in the temporary folder. Those of a test process that was killed are found by
/// the next one, which ends what still runs on them and removes them.
/// </summary>
internal static class AbandonedData
{
    private const string Prefix = "learnflow-app-";
    private static readonly Lazy<Task> s_sweep = new(SweepAsync);

    /// <summary>A new folder's path.</summary>
    public static string NewPath()
    {
        _ = s_sweep.Value; // Beside the start of this application: it touches nothing of it.
        return Path.Combine(Path.GetTempPath(), Prefix + Path.GetRandomFileName());
    }

    private static async Task SweepAsync()
    {
        await Task.Yield();
        foreach (var folder in Directory.GetDirectories(Path.GetTempPath(), Prefix + "*"))
        {
            try
            {
                // One without a lock file is being made in this moment.
                if (!File.Exists(Path.Combine(folder, "host.lock")))
                    continue;
                using var abandoned = DataFolderLock.Take(folder);
                var (job, _) = await JobFile.OpenAsync(folder).ConfigureAwait(false);
                job.Dispose();
                Directory.Delete(folder, recursive: true);
            }
            catch (Exception e) when (e is DistributedApplicationException or IOException or UnauthorizedAccessException)
            {
                // In use, or somebody else's.
            }
        }
    }
}
