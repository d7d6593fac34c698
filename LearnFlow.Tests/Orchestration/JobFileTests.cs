using System.Diagnostics;
using LearnFlow.Hosting.Processes;

namespace LearnFlow.Tests.Orchestration;

[TestClass]
public sealed class JobFileTests
{
    private static readonly string[] s_endless = OperatingSystem.IsWindows() ? ["ping", "-t", "127.0.0.1"] : ["sleep", "1000"];

    private static ChildProcess StartEndless(JobFile job, string name = "endless") =>
        ChildProcess.Start(new ChildProcessOptions { Name = name, FileName = s_endless[0], Arguments = s_endless[1..], Job = job });

    [TestMethod]
    public async Task What_a_dead_host_left_is_ended_by_the_next_start()
    {
        using var folder = new TemporaryFolder();
        var (job, _) = await JobFile.OpenAsync(folder.Path);
        var left = StartEndless(job);
        job.Dispose(); // The host is gone; its child is not.

        var (next, ended) = await JobFile.OpenAsync(folder.Path);

        Assert.AreEqual("endless", ended.Single());
        await left.Completion;
        next.Dispose();
    }

    [TestMethod]
    public async Task A_process_that_got_a_dead_ones_id_is_left_alone()
    {
        using var folder = new TemporaryFolder();
        var (other, _) = await JobFile.OpenAsync(folder["other"]);
        await using var stranger = StartEndless(other);
        File.WriteAllText(folder["job.jsonl"], $$"""{"Name":"gone","Id":{{stranger.Id}},"BirthMark":"of an earlier process","StopSignal":0}""" + "\n");

        var (job, ended) = await JobFile.OpenAsync(folder.Path);

        Assert.IsEmpty(ended);
        Assert.IsFalse(stranger.Completion.IsCompleted);
        job.Dispose();
        await stranger.StopAsync(TimeSpan.FromSeconds(5));
        other.Dispose();
    }

    [TestMethod]
    public async Task A_line_cut_short_by_the_hosts_death_does_not_matter()
    {
        using var folder = new TemporaryFolder();
        var (job, _) = await JobFile.OpenAsync(folder.Path);
        var left = StartEndless(job);
        job.Dispose();
        File.AppendAllText(folder["job.jsonl"], """{"Name":"half""");

        var (next, ended) = await JobFile.OpenAsync(folder.Path);

        Assert.HasCount(1, ended);
        await left.Completion;
        next.Dispose();
    }

    [TestMethod]
    public async Task A_host_that_ended_its_children_leaves_no_list()
    {
        using var folder = new TemporaryFolder();
        var (job, _) = await JobFile.OpenAsync(folder.Path);
        await StartEndless(job).DisposeAsync();

        job.Dispose();

        Assert.IsFalse(File.Exists(folder["job.jsonl"]));
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public async Task Children_of_children_are_found_by_their_mark()
    {
        using var folder = new TemporaryFolder();
        var (job, _) = await JobFile.OpenAsync(folder.Path);
        var parent = ChildProcess.Start(new ChildProcessOptions { Name = "shell", FileName = "sh", Arguments = ["-c", "sleep 1000 & echo $!; wait"], Job = job });
        while (parent.Tail.Lines.Count == 0)
            await Task.Yield();
        var grandchild = int.Parse(parent.Tail.Lines[0], System.Globalization.CultureInfo.InvariantCulture);
        using (var shell = Process.GetProcessById(parent.Id))
            shell.Kill();
        await parent.Completion;
        job.Dispose();
        File.WriteAllText(folder["job.jsonl"], "");

        var (next, ended) = await JobFile.OpenAsync(folder.Path);

        Assert.AreEqual($"process {grandchild}", ended.Single());
        next.Dispose();
    }

    [TestMethod]
    public void A_second_host_on_the_same_folder_is_refused_with_the_way_out()
    {
        using var folder = new TemporaryFolder();
        using var first = DataFolderLock.Take(folder.Path);

        var refusal = Assert.ThrowsExactly<Aspire.Hosting.DistributedApplicationException>(() => DataFolderLock.Take(folder.Path));

        StringAssert.Contains(refusal.Message, $"Another AppHost (process {Environment.ProcessId}) is running");
        StringAssert.Contains(refusal.Message, "--LearnFlow:DataPath=");
    }
}
