using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using LearnFlow.Tests.Hosting.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace LearnFlow.Tests.Hosting;

/// <summary>Applications whose model is written in a test, run by DCP, and what tests wait for.</summary>
internal static class TestApplication
{
    /// <summary>Longer than anything takes, so that a hang is a failure with a message.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    public static CancellationToken Patience => new CancellationTokenSource(s_patience).Token;

    /// <summary>A builder with random ports and temporary data.</summary>
    public static IDistributedApplicationTestingBuilder CreateBuilder(params string[] args) => EmptyModel.CreateBuilder(args);

    public static async Task<DistributedApplication> StartAsync(Action<IDistributedApplicationBuilder> model, params string[] args)
    {
        var builder = CreateBuilder(args);
        model(builder);
        var application = await builder.BuildAsync(Patience);
        await application.StartAsync(Patience);
        return application;
    }

    public static Task WaitForHealthyAsync(this DistributedApplication application, string resource) =>
        application.ResourceNotifications.WaitForResourceHealthyAsync(resource, WaitBehavior.StopOnResourceUnavailable, Patience);

    public static async Task<CustomResourceSnapshot> WaitForEndAsync(this DistributedApplication application, string resource)
    {
        var end = await application.ResourceNotifications.WaitForResourceAsync(resource, e => KnownResourceStates.TerminalStates.Contains(e.Snapshot.State?.Text), Patience);
        return end.Snapshot;
    }

    public static async Task ExecuteCommandAsync(this DistributedApplication application, string resource, string command)
    {
        var result = await application.ResourceCommands.ExecuteCommandAsync(resource, command, Patience);
        Assert.IsTrue(result.Success, result.Message);
    }

    /// <summary>The process that DCP runs for an executable.</summary>
    public static async Task<int> ProcessIdAsync(this DistributedApplication application, string executable)
    {
        var running = await application.ResourceNotifications.WaitForResourceAsync(executable, e => e.Snapshot.State?.Text == KnownResourceStates.Running && Property(e.Snapshot, "executable.pid") is int, Patience);
        return (int)Property(running.Snapshot, "executable.pid")!;
    }

    public static object? Property(this CustomResourceSnapshot snapshot, string name) => snapshot.Properties.FirstOrDefault(p => p.Name == name)?.Value;

    public static string? Reason(this CustomResourceSnapshot snapshot) => snapshot.Property("Reason") as string;

    public static async Task<string> LogAsync(this DistributedApplication application, string resource)
    {
        var lines = new List<string>();
        var model = application.Services.GetRequiredService<DistributedApplicationModel>();
        await foreach (var batch in application.Services.GetRequiredService<ResourceLoggerService>().GetAllAsync(model.Resources.Single(r => r.Name == resource)))
        {
            lines.AddRange(batch.Select(l => l.Content));
        }

        return string.Join('\n', lines);
    }

    /// <summary>Runs SQL on a database of the application, on a connection of its own.</summary>
    public static async Task<object?> QueryAsync(this DistributedApplication application, string database, string sql)
    {
        var connectionString = await application.GetConnectionStringAsync(database, Patience);
        return await QueryAsync(connectionString!, sql);
    }

    public static async Task<object?> QueryAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create($"{connectionString};Pooling=false");
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Patience);
    }
}
