using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dapr.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LearnFlow.Tests.Agent;

/// <summary>
/// A sidecar's stand-in behind which sandbox and exercises answer in the shapes of their contracts. Its Python is small: what
/// has an unclosed bracket does not parse, only <c>print("…")</c> prints, and a program passes the tests when it has
/// one of the given marks.
/// </summary>
internal sealed partial class CodeServices : IAsyncDisposable
{
    private readonly WebApplication _app;

    private CodeServices(WebApplication app)
    {
        _app = app;
        Dapr = new DaprClientBuilder().UseHttpEndpoint(app.Urls.Single()).Build();
    }

    public DaprClient Dapr { get; }

    /// <summary>What was verified against the exercise's tests.</summary>
    public ConcurrentQueue<string> Verified { get; } = new();

    /// <summary>Set to make every service answer 503.</summary>
    public bool IsDown { get; set; }

    public static async Task<CodeServices> StartAsync(params string[] solutionMarks)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        CodeServices? services = null;
        app.Use((context, next) =>
        {
            if (services!.IsDown)
            {
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                return Task.CompletedTask;
            }

            return next(context);
        });
        app.MapPost("/v1.0/invoke/sandbox/method/analyze", (JsonElement body) =>
        {
            var code = Code(body);
            return new { ok = code.Count(c => c == '(') == code.Count(c => c == ')') };
        });
        app.MapPost("/v1.0/invoke/sandbox/method/run", (JsonElement body) =>
            new { status = "ok", output = string.Concat(Print().Matches(Code(body)).Select(print => print.Groups[1].Value + "\n")) });
        app.MapPost("/v1.0/invoke/exercises/method/exercises/{slug}/verify", (string slug, JsonElement body) =>
        {
            services!.Verified.Enqueue(Code(body));
            var passed = solutionMarks.Any(mark => Code(body).Contains(mark, StringComparison.Ordinal)) ? 3 : 1;
            return slug == "no-such-exercise" ? Results.NotFound() : Results.Ok(new { passed, total = 3, firstFailing = (object?)null });
        });
        await app.StartAsync();
        return services = new CodeServices(app);
    }

    public async ValueTask DisposeAsync()
    {
        Dapr.Dispose();
        await _app.DisposeAsync();
    }

    private static string Code(JsonElement body) => body.GetProperty("code").GetString()!;

    [GeneratedRegex(@"print\(""([^""]*)""\)")]
    private static partial Regex Print();
}
