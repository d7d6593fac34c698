using System.Net.Http.Headers;
using System.Text.Json;
using LearnFlow.Events;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace LearnFlow.Tests.ServiceDefaults;

/// <summary>A service with a few endpoints on a free loopback port, as every service of LearnFlow is put together.</summary>
internal sealed class ServiceHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ServiceHost(WebApplication app)
    {
        _app = app;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public HttpClient Client { get; }

    public List<CodeExecuted> Received { get; } = [];

    public static async Task<ServiceHost> StartAsync(
        Dictionary<string, string?>? settings = null, Callers callers = Callers.OwnSidecar, Action<WebApplication>? map = null,
        Action<Microsoft.Extensions.DependencyInjection.IServiceCollection>? services = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        foreach (var (key, value) in settings ?? [])
        {
            builder.Configuration[key] = value;
        }

        services?.Invoke(builder.Services);
        builder.AddServiceDefaults();
        var app = builder.Build();
        app.MapDefaultEndpoints(callers);

        List<CodeExecuted>? received = null;
        app.MapPost("/greet", (Greeting greeting) => greeting);
        app.MapGet("/me", (HttpContext context) => context.LearnerId());
        app.MapGet("/boom", string () => throw new InvalidOperationException("secret detail"));
        app.MapSubscription(Topics.LearningEvents, "/events/learning", events => events.On<CodeExecuted>((run, _, _) =>
        {
            received!.Add(run);
            return run.Status == "unlucky" ? throw new JsonException("not the event's fault") : Task.CompletedTask;
        }));
        map?.Invoke(app);

        await app.StartAsync();
        var host = new ServiceHost(app);
        received = host.Received;
        return host;
    }

    public Task<HttpResponseMessage> PostJsonAsync(string path, string json) => PostAsync(path, System.Text.Encoding.UTF8.GetBytes(json));

    public Task<HttpResponseMessage> PostAsync(string path, byte[] body, string contentType = "application/json") =>
        Client.PostAsync(path, new ByteArrayContent(body) { Headers = { ContentType = MediaTypeHeaderValue.Parse(contentType) } });

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync(); // a request whose answer has come is not over yet
        await _app.DisposeAsync();
    }

    internal sealed record Greeting(string Name, Mood Mood = Mood.VeryHappy);

    internal enum Mood
    {
        VeryHappy,
        Sad,
    }
}
