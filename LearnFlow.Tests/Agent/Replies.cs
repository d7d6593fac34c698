using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace LearnFlow.Tests.Agent;

/// <summary>What a model's server may do.</summary>
internal static class Replies
{
    /// <summary>Streams a text word by word.</summary>
    public static ModelReply Says(string text, TimeSpan pause = default) => async context =>
    {
        await WordsAsync(context, text, pause);
        await EndAsync(context, "stop");
    };

    /// <summary>Asks for a tool.</summary>
    public static ModelReply Calls(string tool, string arguments = "{}") => async context =>
    {
        await DeltaAsync(context, new
        {
            role = "assistant",
            tool_calls = new[] { new { index = 0, id = $"call_{Guid.NewGuid():N}", type = "function", function = new { name = tool, arguments } } },
        });
        await EndAsync(context, "tool_calls");
    };

    /// <summary>Answers an error at once.</summary>
    public static ModelReply Fails(int status, int? retryAfterSeconds = null) => context =>
    {
        context.Response.StatusCode = status;
        context.Response.Headers.RetryAfter = retryAfterSeconds?.ToString(CultureInfo.InvariantCulture);
        return context.Response.WriteAsJsonAsync(new { error = new { message = "no", type = "server_error" } });
    };

    /// <summary>Says something and breaks the connection as soon as that was read.</summary>
    public static ModelReply IsCutAfter(string text, Task read) => async context =>
    {
        await WordsAsync(context, text, default);
        await read;
        context.Abort();
    };

    /// <summary>Says something and then nothing any more, with the connection open.</summary>
    public static ModelReply FallsSilentAfter(string text) => async context =>
    {
        await WordsAsync(context, text, default);
        await SilenceAsync(context);
    };

    /// <summary>Takes the request and does not even answer its head.</summary>
    public static ModelReply NeverAnswers() => SilenceAsync;

    /// <summary>Streams what is not JSON.</summary>
    public static ModelReply IsMalformedAfter(string text) => async context =>
    {
        await WordsAsync(context, text, default);
        await context.Response.WriteAsync("data: {\"choices\": [{\"delta\": {\"content\": \n\n");
    };

    private static async Task SilenceAsync(HttpContext context)
    {
        var gone = new TaskCompletionSource();
        await using var registration = context.RequestAborted.Register(gone.SetResult);
        await gone.Task;
    }

    private static async Task WordsAsync(HttpContext context, string text, TimeSpan pause)
    {
        var start = 0;
        while (start < text.Length)
        {
            var space = text.IndexOf(' ', start);
            var end = space < 0 ? text.Length : space + 1;
            await DeltaAsync(context, new { role = "assistant", content = text[start..end] });
            if (pause > TimeSpan.Zero)
            {
                await Task.Delay(pause, context.RequestAborted);
            }

            start = end;
        }
    }

    private static Task DeltaAsync(HttpContext context, object delta) => ChunkAsync(context, new[] { new { index = 0, delta, finish_reason = (string?)null } });

    private static async Task EndAsync(HttpContext context, string reason)
    {
        await ChunkAsync(context, new[] { new { index = 0, delta = new { }, finish_reason = reason } });
        await ChunkAsync(context, Array.Empty<object>(), new { prompt_tokens = 900, completion_tokens = 100, total_tokens = 1000 });
        await context.Response.WriteAsync("data: [DONE]\n\n");
    }

    private static async Task ChunkAsync(HttpContext context, object choices, object? usage = null)
    {
        if (!context.Response.HasStarted)
        {
            context.Response.ContentType = "text/event-stream";
        }

        var chunk = new { id = "chatcmpl-1", @object = "chat.completion.chunk", created = 1, model = "test-model", choices, usage };
        await context.Response.WriteAsync($"data: {JsonSerializer.Serialize(chunk)}\n\n");
        await context.Response.Body.FlushAsync();
    }
}
