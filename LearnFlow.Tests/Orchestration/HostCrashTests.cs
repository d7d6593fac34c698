using System.Diagnostics;
using Aspire.Hosting.Testing;
using LearnFlow.Hosting.Processes;
using Npgsql;

namespace LearnFlow.Tests.Orchestration;

[TestClass]
[OSCondition(OperatingSystems.Linux)]
public sealed class HostCrashTests
{
    [TestMethod]
    public async Task A_host_killed_at_any_point_of_its_start_comes_up_clean_with_its_data()
    {
        using var folder = new TemporaryFolder();
        using (var first = Start(folder))
        {
            await ExecuteAsync(await ConnectionAsync(folder), "create table kept(x int); insert into kept select generate_series(1, 500)");
            await KillAsync(first);
        }

        // Points spread over the whole start, from before Main to after everything runs.
        foreach (var milliseconds in new[] { 40, 120, 250, 400, 550, 700, 850, 1000, 1300, 1700 })
        {
            using var host = Start(folder);
            using var point = new PeriodicTimer(TimeSpan.FromMilliseconds(milliseconds));
            await point.WaitForNextTickAsync(TestApplication.Patience);
            await KillAsync(host);
        }

        using var last = Start(folder);
        var rows = await ExecuteAsync(await ConnectionAsync(folder), "select count(*) from kept");
        var processes = Marked(folder).Count;
        last.StandardInput.Close();
        using (var kill = Process.Start("kill", ["-INT", $"{last.Id}"]))
            await kill.WaitForExitAsync();
        await last.WaitForExitAsync(TestApplication.Patience);

        Assert.AreEqual(500L, rows);
        Assert.IsLessThanOrEqualTo(2 + PostgresProcesses + 1, processes, "Processes of earlier starts are left.");
        Assert.AreEqual(0, last.ExitCode);
        Assert.IsEmpty(Marked(folder));
        Assert.IsFalse(File.Exists(folder["data/job.jsonl"]));
    }

    [TestMethod]
    public async Task The_testing_builder_runs_an_AppHosts_Main_up_to_Build()
    {
        using var folder = new TemporaryFolder();
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<CrashAppHost>([$"--connection-file={folder["connection"]}"], TestApplication.Patience);
        Assert.IsTrue(builder.Resources.Any(r => r.Name == "worker"));

        await using var application = await builder.BuildAsync(TestApplication.Patience);
        await application.StartAsync(TestApplication.Patience);
        await application.ResourceNotifications.WaitForResourceHealthyAsync("last", TestApplication.Patience);

        var connectionString = await application.GetConnectionStringAsync("db");
        Assert.AreEqual(1, await ExecuteAsync(connectionString!, "select 1"));
    }

    /// <summary>The server and its background processes, as many as there are at most.</summary>
    private const int PostgresProcesses = 12;

    private static Process Start(TemporaryFolder folder)
    {
        File.Delete(folder["connection"]);
        var start = new ProcessStartInfo("dotnet", [typeof(CrashAppHost).Assembly.Location, $"--LearnFlow:DataPath={folder["data"]}", $"--connection-file={folder["connection"]}"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var host = Process.Start(start)!;
        host.BeginOutputReadLine();
        host.BeginErrorReadLine();
        return host;
    }

    private static async Task KillAsync(Process host)
    {
        host.Kill();
        await host.WaitForExitAsync(TestApplication.Patience);
    }

    private static async Task<string> ConnectionAsync(TemporaryFolder folder) => await folder.ReadOnceThereAsync("connection") + ";Pooling=false";

    private static List<int> Marked(TemporaryFolder folder) =>
        [.. ProcessPlatform.Current.WithEnvironment(JobFile.EnvironmentVariable, folder["data"])];

    private static async Task<object?> ExecuteAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
