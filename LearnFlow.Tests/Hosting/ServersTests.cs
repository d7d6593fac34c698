using System.Diagnostics;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;

namespace LearnFlow.Tests.Hosting;

/// <summary>What PostgreSQL and Kafka as processes have in common.</summary>
[TestClass]
public sealed class ServersTests
{
    [TestMethod]
    public async Task Ten_seconds_after_an_AppHost_was_killed_nothing_of_it_is_left_and_its_rows_are_there()
    {
        using var folder = new TemporaryFolder();
        var data = $"--LearnFlow:DataPath={folder["data"]}";
        using (var first = await ServersAppHost.StartAsync(data))
        {
            await TestApplication.QueryAsync(first.ConnectionString, "create table kept(x int); insert into kept select generate_series(1, 500)");
            var server = int.Parse((await File.ReadAllLinesAsync(folder["data/volumes/pgdata/postmaster.pid"]))[0], System.Globalization.CultureInfo.InvariantCulture);
            using var postgres = Process.GetProcessById(server);

            await first.KillAsync();

            using var tenSeconds = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            await Task.WhenAll(first.Shell.WaitForExitAsync(tenSeconds.Token), first.Broker.WaitForExitAsync(tenSeconds.Token), postgres.WaitForExitAsync(tenSeconds.Token));
        }

        using var second = await ServersAppHost.StartAsync(data);

        Assert.AreEqual(500L, await TestApplication.QueryAsync(second.ConnectionString, "select count(*) from kept"));
    }

    [TestMethod]
    public async Task Two_applications_at_once_have_ports_and_data_of_their_own()
    {
        static void Model(IDistributedApplicationBuilder builder)
        {
            builder.AddPostgres("postgres", port: 5432).WithDataVolume("data").RunAsProcess().AddDatabase("db");
            builder.AddKafka("kafka", port: 9092).RunAsProcess();
        }

        await using var first = await TestApplication.StartAsync(Model);
        await using var second = await TestApplication.StartAsync(Model);
        await Task.WhenAll(first.WaitForHealthyAsync("db"), first.WaitForHealthyAsync("kafka"), second.WaitForHealthyAsync("db"), second.WaitForHealthyAsync("kafka"));
        await first.QueryAsync("db", "create table only_here(x int)");

        Assert.AreEqual(DBNull.Value, await second.QueryAsync("db", "select to_regclass('only_here')::text"));
        Assert.AreNotEqual(await first.GetConnectionStringAsync("kafka"), await second.GetConnectionStringAsync("kafka"));
    }

    [TestMethod]
    public async Task What_is_published_is_the_containers()
    {
        using var folder = new TemporaryFolder();

        var stock = await ServersAppHost.PublishAsync(folder, "--as-process=false");
        var ours = await ServersAppHost.PublishAsync(folder);

        Assert.AreEqual(stock, ours);
        StringAssert.Contains(ours, "docker.io/confluentinc/confluent-local:8.2.0");
        StringAssert.Contains(ours, "PLAINTEXT_INTERNAL://{kafka.bindings.internal.host}:{kafka.bindings.internal.port}");
        Assert.IsFalse(ours.Contains("postgres-server", StringComparison.Ordinal) || ours.Contains("kafka-broker", StringComparison.Ordinal));
    }

    [TestMethod]
    public async Task The_setting_Containers_leaves_the_containers()
    {
        await using var builder = TestApplication.CreateBuilder("--LearnFlow:Containers=true");

        var postgres = builder.AddPostgres("postgres").RunAsProcess();
        var kafka = builder.AddKafka("kafka").RunAsProcess();

        Assert.IsTrue(postgres.Resource.IsContainer());
        Assert.IsTrue(kafka.Resource.IsContainer());
        Assert.IsEmpty(builder.Resources.OfType<ExecutableResource>());
    }
}
