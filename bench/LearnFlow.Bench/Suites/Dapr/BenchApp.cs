using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LearnFlow.Bench.Suites.Dapr;

/// <summary>The app behind the sidecars: says hello, and takes events whose data is the time they were published at.</summary>
internal sealed class BenchApp : IAsyncDisposable
{
    private readonly WebApplication _web;
    private Action<long> _arrived = _ => { };

    private BenchApp(WebApplication web) => _web = web;

    public int Port { get; private set; }

    public Uri Address => new($"http://127.0.0.1:{Port}");

    public static async Task<BenchApp> StartAsync(string topic)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var web = builder.Build();
        var app = new BenchApp(web);
        var subscriptions = JsonSerializer.Serialize(new[] { new { pubsubname = "pubsub", topic, route = "/events" } });
        web.UseRouting();
        web.MapGet("/hello", (HttpContext context) => context.Response.WriteAsync("hello"));
        web.MapGet("/dapr/subscribe", () => Results.Text(subscriptions, "application/json"));
        web.MapPost("/events", async (HttpContext context) =>
        {
            using var json = await JsonDocument.ParseAsync(context.Request.Body);
            app._arrived(json.RootElement.GetProperty("data").GetInt64());
        });
        await web.StartAsync();
        app.Port = new Uri(web.Urls.First()).Port;
        return app;
    }

    /// <summary>Completes when so many events have arrived; <paramref name="latencies"/> gets their ages.</summary>
    public Task ExpectAsync(int count, List<double>? latencies = null)
    {
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var gate = new Lock();
        var arrived = 0;
        _arrived = published =>
        {
            lock (gate)
            {
                latencies?.Add(Stopwatch.GetElapsedTime(published).TotalMilliseconds);
                if (++arrived == count)
                    all.SetResult();
            }
        };
        return all.Task;
    }

    /// <summary>Called for each event from now on.</summary>
    public void OnArrival(Action arrived) => _arrived = _ => arrived();

    public async ValueTask DisposeAsync() => await _web.DisposeAsync();
}
