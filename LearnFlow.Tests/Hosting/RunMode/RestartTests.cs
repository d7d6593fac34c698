using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace LearnFlow.Tests.Hosting.RunMode;

/// <summary>Which processes come back by themselves.</summary>
[TestClass]
[OSCondition(OperatingSystems.Linux | OperatingSystems.OSX)]
public sealed class RestartTests(TestContext context)
{
    [TestMethod]
    public async Task A_process_that_is_killed_is_started_again()
    {
        await using var application = await RunModeApplication.StartAsync(builder => builder.AddExecutable("worker", "sleep", ".", "1000"), context.CancellationToken);
        var first = await application.RunningAsync("worker", context.CancellationToken);

        RunModeApplication.Kill(first);

        var second = await application.ResourceNotifications.WaitForResourceAsync(
            "worker", e => e.Snapshot.State?.Text == KnownResourceStates.Running && RunModeApplication.ProcessId(e) != RunModeApplication.ProcessId(first), context.CancellationToken);
        Assert.IsGreaterThan(first.Snapshot.StartTimeStamp!.Value, second.Snapshot.StartTimeStamp!.Value);
    }

    [TestMethod]
    public async Task A_process_that_a_person_stops_stays_stopped_and_so_does_one_that_is_done()
    {
        await using var application = await RunModeApplication.StartAsync(builder =>
        {
            builder.AddExecutable("worker", "sleep", ".", "1000");
            builder.AddExecutable("done", "true", ".");
            builder.AddExecutable("failing", "sh", ".", "-c", "echo tried; exit 1");
        }, context.CancellationToken);
        await application.RunningAsync("worker", context.CancellationToken);

        await application.ResourceCommands.ExecuteCommandAsync("worker", KnownResourceCommands.StopCommand, context.CancellationToken);

        // The failing one has been started three times since: time enough for a restart of the others.
        await application.LinesAsync("failing", "tried", 3, context.CancellationToken);
        Assert.AreEqual(KnownResourceStates.Finished, await application.StateOfAsync("worker", context.CancellationToken));
        Assert.AreEqual(KnownResourceStates.Finished, await application.StateOfAsync("done", context.CancellationToken));
    }

    [TestMethod]
    public async Task Restart_can_be_turned_off()
    {
        await using var application = await RunModeApplication.StartAsync(builder =>
        {
            builder.Configuration["LearnFlow:Restart"] = "false";
            builder.AddExecutable("failing", "sh", ".", "-c", "echo tried; exit 1");
            builder.AddExecutable("later", "sh", ".", "-c", "sleep 2").WaitForCompletion(builder.AddExecutable("first", "sleep", ".", "2"));
        }, context.CancellationToken);

        await application.ResourceNotifications.WaitForResourceAsync("later", KnownResourceStates.Finished, context.CancellationToken);

        Assert.AreEqual(1, await application.LinesAsync("failing", "tried", 1, context.CancellationToken));
    }
}
