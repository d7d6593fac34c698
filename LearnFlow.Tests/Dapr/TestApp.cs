using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LearnFlow.Tests.Dapr;

/// <summary>An event as the app saw it.</summary>
internal sealed record Received(string Path, JsonElement Event, IReadOnlyDictionary<string, string> Headers)
{
    public string Id => Event.GetProperty("id").GetString()!;
}

/// <summary>An app behind a sidecar: answers what the test tells it to and keeps what it was sent.</summary>
internal sealed class TestApp : IAsyncDisposable
{
    private readonly WebApplication _web;

    private TestApp(WebApplication web) => _web = web;

    public Uri Address { get; private set; } = null!;

    /// <summary>The answer of GET /dapr/subscribe; null gives 404.</summary>
    public object? Subscriptions { get; set; }

    /// <summary>Answers deliveries: status and body.</summary>
    public Func<Received, (int Status, string Body)> OnEvent { get; set; } = _ => (200, "");

    public Channel<Received> Events { get; } = Channel.CreateUnbounded<Received>();

    public ConcurrentQueue<Received> All { get; } = new();

    public static async Task<TestApp> StartAsync(object? subscriptions = null, Action<WebApplication>? map = null, int port = 0)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().UseUrls($"http://127.0.0.1:{port}");
        var web = builder.Build();
        var app = new TestApp(web) { Subscriptions = subscriptions };
        web.UseRouting();
        web.MapGet("/dapr/subscribe",
            () => app.Subscriptions is null ? Results.NotFound() : Results.Text(JsonSerializer.Serialize(app.Subscriptions), "application/json"));
        web.MapPost("/events/{**path}", app.ReceiveAsync);
        map?.Invoke(web);
        await web.StartAsync();
        app.Address = new Uri(web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return app;
    }

    public async Task<Received> NextAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        return await Events.Reader.ReadAsync(limit.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _web.StopAsync();
        await _web.DisposeAsync();
    }

    private async Task ReceiveAsync(HttpContext context)
    {
        using var json = await JsonDocument.ParseAsync(context.Request.Body);
        var received = new Received(context.Request.Path, json.RootElement.Clone(),
            context.Request.Headers.ToDictionary(h => h.Key.ToLowerInvariant(), h => h.Value.ToString()));
        All.Enqueue(received);
        Events.Writer.TryWrite(received);
        var (status, body) = OnEvent(received);
        context.Response.StatusCode = status;
        if (status != 204) await context.Response.WriteAsync(body);
    }
}
