using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Trace;

namespace LearnFlow.Tests.ServiceDefaults;

[TestClass]
public sealed class TelemetryTests
{
    [TestMethod]
    public async Task Traces_and_logs_go_to_the_OTLP_receiver_but_probes_do_not()
    {
        await using var receiver = await Receiver.StartAsync();
        await using (var service = await ServiceHost.StartAsync(
            new()
            {
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = receiver.Address,
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            },
            map: app => app.MapGet("/traced", (ILogger<TelemetryTests> logger) => logger.LogWarning("a-log-to-be-seen"))))
        {
            await service.Client.GetAsync("/health");
            await service.Client.GetAsync("/traced");
        } // stopping flushes

        Assert.Contains("GET /traced", receiver.Text("/v1/traces"));
        Assert.DoesNotContain("GET /health", receiver.Text("/v1/traces"));
        Assert.Contains("a-log-to-be-seen", receiver.Text("/v1/logs"));
        Assert.Contains("http.server.request.duration", receiver.Text("/v1/metrics"));
    }

    [TestMethod]
    public async Task Without_a_receiver_nothing_is_collected()
    {
        var collected = true;
        await using var service = await ServiceHost.StartAsync(map: app => collected = app.Services.GetService<TracerProvider>() is not null);

        Assert.IsFalse(collected);
    }

    /// <summary>Keeps what is sent to it by OTLP over HTTP; protobuf leaves names and paths readable in the bytes.</summary>
    private sealed class Receiver(WebApplication app, ConcurrentQueue<(string Path, string Body)> received) : IAsyncDisposable
    {
        public string Address => app.Urls.Single();

        public static async Task<Receiver> StartAsync()
        {
            var received = new ConcurrentQueue<(string, string)>();
            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
            var app = builder.Build();
            app.MapPost("{**path}", async (HttpContext context) =>
            {
                using var body = new MemoryStream();
                await context.Request.Body.CopyToAsync(body);
                received.Enqueue((context.Request.Path, Encoding.Latin1.GetString(body.ToArray())));
            });
            await app.StartAsync();
            return new Receiver(app, received);
        }

        public string Text(string path) => string.Concat(received.Where(r => r.Path == path).Select(r => r.Body));

        public ValueTask DisposeAsync() => app.DisposeAsync();
    }
}
