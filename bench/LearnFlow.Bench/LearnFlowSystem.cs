using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LearnFlow.Bench;

/// <summary>The whole system, booted from the AppHost with its own ports and data.</summary>
internal sealed class LearnFlowSystem : IAsyncDisposable
{
    private readonly DistributedApplication _app;

    private LearnFlowSystem(DistributedApplication app) => _app = app;

    /// <summary>Starts it and waits until Web, which waits for all others, is healthy.</summary>
    public static async Task<LearnFlowSystem> StartAsync(CancellationToken cancellationToken)
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.LearnFlow_AppHost>(cancellationToken);
        builder.CreateResourceBuilder<ProjectResource>("web") // a bench asks faster than people
            .WithEnvironment("Gateway__Runs__PerUser", "1000000").WithEnvironment("Gateway__Runs__PerAddress", "1000000")
            .WithEnvironment("Gateway__Help__PerUser", "1000000").WithEnvironment("Gateway__Help__PerAddress", "1000000")
            .WithEnvironment("Gateway__Other__PerUser", "1000000").WithEnvironment("Gateway__Other__PerAddress", "1000000");
        builder.Services.AddLogging(logging => logging.ClearProviders()); // every line of every resource, written by the bench's own process
        var app = await builder.BuildAsync(cancellationToken);
        await app.StartAsync(cancellationToken);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("web", cancellationToken);
        return new(app);
    }

    /// <summary>A client of Web's public address that keeps its guest cookie.</summary>
    public HttpClient CreateWebClient() => new(new SocketsHttpHandler()) { BaseAddress = _app.GetEndpoint("web", "http") };

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
