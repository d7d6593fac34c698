using LearnFlow.Hosting.Processes;

namespace LearnFlow.Tests.Orchestration;

[TestClass]
[OSCondition(OperatingSystems.Linux | OperatingSystems.OSX)]
public sealed class ChildProcessTests
{
    private static ChildProcess Shell(string script, Action<string, bool>? output = null) =>
        ChildProcess.Start(new ChildProcessOptions { Name = "shell", FileName = "sh", Arguments = ["-c", script], Output = output });

    [TestMethod]
    public async Task Its_lines_and_exit_code_are_kept()
    {
        var lines = new System.Collections.Concurrent.ConcurrentQueue<(string, bool)>();
        await using var process = Shell("echo out; echo err >&2; exit 3", (line, isError) => lines.Enqueue((line, isError)));

        Assert.AreEqual(3, await process.Completion);

        CollectionAssert.AreEquivalent(new[] { ("out", false), ("err", true) }, lines.ToArray());
    }

    [TestMethod]
    public async Task It_is_asked_before_it_is_killed()
    {
        await using var process = Shell("trap 'echo bye; exit 0' TERM; echo up; while :; do sleep 0.05; done");
        while (process.Tail.Lines.Count == 0)
            await Task.Yield();

        await process.StopAsync(TimeSpan.FromSeconds(30));

        CollectionAssert.Contains(process.Tail.Lines.ToArray(), "bye");
    }

    [TestMethod]
    public async Task One_that_does_not_listen_is_killed_with_its_children()
    {
        await using var process = Shell("trap '' TERM; sleep 1000 & echo up; wait; sleep 1000");
        while (process.Tail.Lines.Count == 0)
            await Task.Yield();

        await process.StopAsync(TimeSpan.FromMilliseconds(100));

        Assert.AreEqual(137, await process.Completion);
    }

    [TestMethod]
    public void A_missing_executable_is_named()
    {
        var failure = Assert.ThrowsExactly<ProcessStartException>(() =>
            ChildProcess.Start(new ChildProcessOptions { Name = "x", FileName = "no-such-command-here" }));

        StringAssert.Contains(failure.Message, "'no-such-command-here' was not found on PATH");
    }
}
