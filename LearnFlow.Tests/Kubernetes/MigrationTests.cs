using System.Diagnostics;
using LearnFlow.Exercises;
using LearnFlow.Tests.Exercises;

namespace LearnFlow.Tests.Kubernetes;

/// <summary>What the migration Job and the pods that wait for it run.</summary>
[TestClass]
public sealed class MigrationTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task A_pod_waits_until_the_job_has_migrated_its_database()
    {
        await using var server = await ExercisesDatabase.StartAsync();
        var database = await server.CreateAsync(TestContext.CancellationToken);

        using var pod = Start("--await-migrations", database);
        var waiting = "";
        while (!waiting.Contains("Waiting for ", StringComparison.Ordinal))
            waiting = await pod.StandardOutput.ReadLineAsync(TestContext.CancellationToken) ?? throw new InvalidOperationException("The pod did not wait.");

        using var job = Start("--migrate", database);
        var said = await job.StandardOutput.ReadToEndAsync(TestContext.CancellationToken);
        await job.WaitForExitAsync(TestContext.CancellationToken);
        Assert.AreEqual(0, job.ExitCode, said);

        var rest = await pod.StandardOutput.ReadToEndAsync(TestContext.CancellationToken);
        await pod.WaitForExitAsync(TestContext.CancellationToken);
        Assert.AreEqual(0, pod.ExitCode, rest);
        await using var context = ExercisesDatabase.Open(database);
        Assert.IsNotEmpty(context.Exercises.ToList());
    }

    private static Process Start(string verb, string database)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(ExercisesService).Assembly.Location, verb]) { RedirectStandardOutput = true };
        start.Environment["ConnectionStrings__exercisesdb"] = database;
        start.Environment["Logging__Console__FormatterName"] = "simple";
        return Process.Start(start)!;
    }
}
