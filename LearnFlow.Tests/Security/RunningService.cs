using LearnFlow.Exercises;
using LearnFlow.Sandbox;
using LearnFlow.Tests.Exercises;
using LearnFlow.Tests.ServiceDefaults;
using LearnFlow.Tests.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LearnFlow.Tests.Security;

/// <summary>One of the five services on loopback, as its own Program puts it together, with the sidecar's token set.</summary>
internal sealed class RunningService : IAsyncDisposable
{
    public const string SidecarToken = SidecarStandIn.AppToken;

    private readonly Func<ValueTask> _stop;

    private RunningService(string name, Uri address, IServiceProvider services, Func<ValueTask> stop)
    {
        (Name, Client, Services, _stop) = (name, new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = address }, services, stop);
    }

    /// <summary>Its app id.</summary>
    public string Name { get; }

    public HttpClient Client { get; }

    public IServiceProvider Services { get; }

    /// <summary>Every endpoint of its route table.</summary>
    public IReadOnlyList<RouteEndpoint> Endpoints => [.. Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];

    /// <summary>The four services behind the gateway. Exercises has no database here: what a request needs of it fails with 500.</summary>
    public static async Task<IReadOnlyList<RunningService>> StartAllAsync(TestIssuer issuer, CancellationToken cancellationToken) =>
    [
        await StartAsync("exercises", ExercisesService.Build([], builder => Prepare(builder, issuer)), cancellationToken),
        await StartAsync("sandbox", SandboxService.Build([], builder => Prepare(builder, issuer)), cancellationToken),
        StartTriage(issuer),
        Start<LearnFlow.Concepts.Library.ConceptLibrary>("concepts", issuer),
    ];

    /// <summary>Triage, without a sidecar.</summary>
    public static RunningService StartTriage(TestIssuer issuer) => Start<LearnFlow.Triage.Help.HelpFlow>("triage", issuer);

    /// <summary>The web front, with a stand-in as its sidecar.</summary>
    public static async Task<RunningService> StartWebAsync()
    {
        var site = await Site.StartAsync();
        return new RunningService("web", site.Address, site.Services, site.DisposeAsync);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _stop();
    }

    private static async Task<RunningService> StartAsync(string name, WebApplication app, CancellationToken cancellationToken)
    {
        await app.StartAsync(cancellationToken);
        return new RunningService(name, new Uri(app.Urls.Single()), app.Services, app.DisposeAsync);
    }

    private static RunningService Start<TEntry>(string name, TestIssuer issuer) where TEntry : class
    {
        var factory = new Factory<TEntry>(issuer);
        factory.UseKestrel(0);
        factory.StartServer();
        return new RunningService(name, factory.ClientOptions.BaseAddress, factory.Services, factory.DisposeAsync);
    }

    private static void Prepare(WebApplicationBuilder builder, TestIssuer issuer)
    {
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Configuration["APP_API_TOKEN"] = SidecarToken;
        builder.Configuration["Authentication:Jwks"] = issuer.Jwks;
        builder.Configuration["ConnectionStrings:exercisesdb"] = "Host=127.0.0.1;Port=1;Database=nothing;Timeout=1";
        builder.Configuration["Aspire:Npgsql:EntityFrameworkCore:PostgreSQL:DisableRetry"] = "true";
        foreach (var hosted in builder.Services.Where(service => service.ServiceType == typeof(IHostedService)
            && service.ImplementationType?.Namespace?.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) != true).ToList())
        {
            builder.Services.Remove(hosted);
        }
    }

    private sealed class Factory<TEntry>(TestIssuer issuer) : WebApplicationFactory<TEntry> where TEntry : class
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseSetting("APP_API_TOKEN", SidecarToken);
            builder.UseSetting("Authentication:Jwks", issuer.Jwks);
            builder.ConfigureLogging(logging => logging.ClearProviders());
        }
    }
}
