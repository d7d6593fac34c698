using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LearnFlow.Tests.Agent;

/// <summary>
/// A server on loopback that speaks OpenAI's chat completions, and Azure OpenAI's address of it, and misbehaves as it is
/// told: each request gets the next reply, the last one again and again.
/// </summary>
internal sealed class ModelServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ModelServer(WebApplication app) => _app = app;

    public string Address => _app.Urls.Single();

    public ConcurrentQueue<ModelRequest> Requests { get; } = new();

    public static async Task<ModelServer> StartAsync(params ModelReply[] replies)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new ModelServer(app);
        var count = -1;

        async Task AnswerAsync(HttpContext context)
        {
            var body = await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.Body, cancellationToken: context.RequestAborted);
            server.Requests.Enqueue(new ModelRequest(
                context.Request.Path, context.Request.Headers["api-key"], context.Request.Headers.Authorization, body));
            await replies[Math.Min(Interlocked.Increment(ref count), replies.Length - 1)](context);
        }

        app.MapPost("/v1/chat/completions", AnswerAsync);
        app.MapPost("/openai/deployments/{deployment}/chat/completions", AnswerAsync);
        await app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}

/// <summary>A reply to one request.</summary>
internal delegate Task ModelReply(HttpContext context);

/// <summary>A request as it came.</summary>
internal sealed record ModelRequest(string Path, string? ApiKey, string? Authorization, JsonElement Body)
{
    public IReadOnlyList<(string Role, string Content)> Messages => [.. Body.GetProperty("messages").EnumerateArray().Select(message =>
        (message.GetProperty("role").GetString()!,
            message.TryGetProperty("content", out var content) && content.ValueKind == JsonValueKind.String ? content.GetString()! : ""))];

    public string Everything => string.Join('\n', Messages.Select(message => message.Content));
}
