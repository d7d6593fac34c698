using System.Collections.Concurrent;
using System.Net.Http.Json;
using LearnFlow.Events;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;

namespace LearnFlow.Tests.Web;

/// <summary>
/// Stands for the site's sidecar and the services behind it, on loopback: answers <c>/v1.0/invoke/{app}/method/…</c> with
/// a small course, runs three kinds of programs by their text, and delivers a struggle after the third error.
/// </summary>
internal sealed class SidecarStandIn : IAsyncDisposable
{
    public const string ApiToken = "token-of-the-sidecar";
    public const string AppToken = "token-of-the-site";
    public const string Hint = "What stands on the right of the slash?";

    /// <summary>Why the stand-in's Triage reports a struggle.</summary>
    public const string Reason = "The same error, ZeroDivisionError, came three times in a row. Look at the line that it names.";

    private readonly WebApplication _app;
    private readonly HttpClient _site = new();
    private readonly ConcurrentDictionary<string, int> _errors = [];

    private SidecarStandIn(WebApplication app) => _app = app;

    /// <summary>Where it listens.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Where the site listens, for deliveries.</summary>
    public Uri? SiteAddress { get; set; }

    /// <summary>A real sandbox that answers in place of the stand-in's; null for the stand-in's.</summary>
    public HttpClient? Sandbox { get; set; }

    /// <summary>What came in, oldest first.</summary>
    public ConcurrentQueue<Received> Requests { get; } = [];

    public static async Task<SidecarStandIn> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.ConfigureHttpJsonOptions(json => JsonConventions.Apply(json.SerializerOptions));
        var sidecar = new SidecarStandIn(builder.Build());
        sidecar.Map();
        await sidecar._app.StartAsync();
        sidecar.Address = new Uri(sidecar._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return sidecar;
    }

    /// <summary>Delivers <paramref name="happened"/> to the site as Dapr does.</summary>
    public async Task<HttpResponseMessage> DeliverAsync<TEvent>(TEvent happened, string token = AppToken) where TEvent : ILearningEvent
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(SiteAddress!, "/events/struggles"));
        request.Headers.Add("dapr-api-token", token);
        request.Content = JsonContent.Create(
            new { specversion = "1.0", id = happened.Id, type = TEvent.Type, source = "triage", topic = TEvent.Topic, data = happened },
            new("application/cloudevents+json"), JsonConventions.Options);
        return await _site.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _site.Dispose();
    }

    private void Map()
    {
        _app.Use(async (context, next) =>
        {
            Requests.Enqueue(new Received(context.Request.Method, context.Request.Path, context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
            if (Sandbox is { } sandbox && context.Request.Path.StartsWithSegments("/v1.0/invoke/sandbox/method", out var path))
                await ForwardAsync(context, sandbox, path);
            else
                await next(context);
        });
        _app.MapPost("/v1.0/invoke/sandbox/method/run", (Delegate)RunAsync);
        _app.MapPost("/v1.0/invoke/sandbox/method/run/stream", (Delegate)StreamAsync);
        _app.MapPost("/v1.0/invoke/sandbox/method/analyze", () => Results.Json(new { ok = true, undefinedNames = Array.Empty<object>(), warnings = Array.Empty<object>() }));
        _app.MapGet("/v1.0/invoke/sandbox/method/runtimes", () => Results.Json(new[] { new { language = "python", version = "3.11.3" } }));
        _app.MapGet("/v1.0/invoke/triage/method/struggles", () => Results.Json(Array.Empty<object>()));
        _app.MapGet("/v1.0/invoke/exercises/method/exercises", () => SampleCourse.Exercises);
        _app.MapGet("/v1.0/invoke/exercises/method/exercises/{slug}", (string slug) => Found(SampleCourse.Exercise(slug)));
        _app.MapGet("/v1.0/invoke/concepts/method/concepts", () => SampleCourse.Concepts);
        _app.MapGet("/v1.0/invoke/concepts/method/concepts/{slug}", (string slug) => Found(SampleCourse.Concept(slug)));
        SampleAnswers.Map(_app);
        _app.MapFallback("/v1.0/invoke/{app}/method/{**rest}", (string app) => Results.Json(
            new { errorCode = "ERR_DIRECT_INVOKE", message = $"failed to invoke, id: {app}, err: 10.1.2.3:50002 refused" }, statusCode: 500));
    }

    /// <summary>The learner that the bearer token among <paramref name="headers"/> names.</summary>
    public static string LearnerOf(IReadOnlyDictionary<string, string> headers) => new JsonWebToken(headers["Authorization"]["Bearer ".Length..]).Subject;

    private static IResult Found(object? value)
        => value is null ? Results.Problem("There is none of that name.", statusCode: StatusCodes.Status404NotFound) : Results.Ok(value);

    private async Task<IResult> RunAsync(HttpContext context)
    {
        var request = await context.Request.ReadFromJsonAsync<RunRequest>(JsonConventions.Options);
        return IsBusy(request!, context) ? Busy() : Results.Ok(await AnswerAsync(request!, context));
    }

    private async Task<IResult> StreamAsync(HttpContext context)
    {
        var request = (await context.Request.ReadFromJsonAsync<StreamRequest>(JsonConventions.Options))!;
        if (IsBusy(request.Run, context))
            return Busy();

        if (request.Run.Code.Contains("input(", StringComparison.Ordinal) && request.Run.Stdin is not { Length: > 0 })
            return TypedResults.ServerSentEvents(SampleAnswers.Conversation(request.Inputs));

        return TypedResults.ServerSentEvents(SampleAnswers.Stream(await AnswerAsync(request.Run, context)));
    }

    private static bool IsBusy(RunRequest request, HttpContext context)
    {
        var isBusy = request.Code.Contains("busy", StringComparison.Ordinal);
        if (isBusy)
            context.Response.Headers.RetryAfter = "3";
        return isBusy;
    }

    private static IResult Busy() => Results.Problem("Too many programs are waiting.", statusCode: StatusCodes.Status429TooManyRequests);

    private async Task<RunAnswer> AnswerAsync(RunRequest request, HttpContext context)
    {
        if (!request.Code.Contains("1/0", StringComparison.Ordinal))
            return new RunAnswer("1", "ok", $"You said: {request.Code.Trim()}\n{request.Stdin}", "", 0, 12.4);

        if (_errors.AddOrUpdate(LearnerOf(context.Request.Headers.Authorization.ToString()), 1, (_, count) => count + 1) == 3)
        {
            using var delivered = await DeliverAsync(new StruggleDetected("s1", LearnerOf(context.Request.Headers.Authorization.ToString()), DateTimeOffset.UnixEpoch, "sameError", Reason, ["1", "2", "3"], null, Hint, 1));
        }

        return new RunAnswer("2", "error", "", "Traceback (most recent call last):\n  File \"main.py\", line 1, in <module>\nZeroDivisionError: division by zero\n", 1, 8.0)
        {
            ErrorType = "ZeroDivisionError",
            ErrorMessage = "division by zero",
            ErrorLine = 1,
        };
    }

    private static string LearnerOf(string authorization) => new JsonWebToken(authorization["Bearer ".Length..]).Subject;

    private static async Task ForwardAsync(HttpContext context, HttpClient sandbox, PathString path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), path + context.Request.QueryString.ToString());
        if (context.Request.ContentLength is not 0 && HttpMethods.IsPost(context.Request.Method))
        {
            request.Content = new StreamContent(context.Request.Body);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", context.Request.ContentType);
        }

        using var response = await sandbox.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
        context.Response.StatusCode = (int)response.StatusCode;
        context.Response.ContentType = response.Content.Headers.ContentType?.ToString();
        await using var answer = await response.Content.ReadAsStreamAsync(context.RequestAborted);
        var piece = new byte[8192];
        for (int count; (count = await answer.ReadAsync(piece, context.RequestAborted)) > 0;)
        {
            await context.Response.Body.WriteAsync(piece.AsMemory(0, count), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }

    /// <summary>How a run ended, as the sandbox says it.</summary>
    internal sealed record RunAnswer(string Id, string Status, string Output, string Error, int ExitCode, double ElapsedMs)
    {
        public long PeakMemoryBytes { get; } = 9_437_184;

        public bool Truncated { get; }

        public string? ErrorType { get; init; }

        public string? ErrorMessage { get; init; }

        public int? ErrorLine { get; init; }
    }

    /// <summary>A request that came in.</summary>
    internal sealed record Received(string Method, string Path, IReadOnlyDictionary<string, string> Headers)
    {
        /// <summary>Whom the token names.</summary>
        public string Learner => LearnerOf(Headers);
    }

    private sealed record StreamRequest(RunRequest Run, IReadOnlyList<string>? Inputs = null);

    private sealed record RunRequest(string Language, string Code, string? Stdin = null, string? ExerciseId = null);
}
