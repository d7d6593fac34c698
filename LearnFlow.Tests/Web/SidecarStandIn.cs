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
    public const string Reason = "The same error, ZeroDivisionError, came three times in a row. Look at the line that it names.";

    private readonly WebApplication _app;
    private readonly HttpClient _site = new();
    private readonly ConcurrentDictionary<string, int> _errors = [];

    private SidecarStandIn(WebApplication app) => _app = app;

    /// <summary>Where it listens.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Where the site listens, for deliveries.</summary>
    public Uri? SiteAddress { get; set; }

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
            await next(context);
        });
        _app.MapPost("/v1.0/invoke/sandbox/method/run", (Delegate)RunAsync);
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
        if (request!.Code.Contains("busy", StringComparison.Ordinal))
        {
            context.Response.Headers.RetryAfter = "3";
            return Results.Problem("Too many programs are waiting.", statusCode: StatusCodes.Status429TooManyRequests);
        }

        var learner = new JsonWebToken(context.Request.Headers.Authorization.ToString()["Bearer ".Length..]).Subject;
        if (!request.Code.Contains("1/0", StringComparison.Ordinal))
            return Results.Ok(new { id = "1", status = "ok", output = $"You said: {request.Code.Trim()}\n{request.Stdin}", error = "", exitCode = 0, elapsedMs = 12.4, peakMemoryBytes = 9_437_184, truncated = false });

        if (_errors.AddOrUpdate(learner, 1, (_, count) => count + 1) == 3)
        {
            using var delivered = await DeliverAsync(new StruggleDetected("s1", learner, DateTimeOffset.UnixEpoch, "sameError", Reason, ["1", "2", "3"]));
        }

        return Results.Ok(new { id = "2", status = "error", output = "", error = "Traceback (most recent call last):\n  File \"main.py\", line 1, in <module>\nZeroDivisionError: division by zero\n", exitCode = 1, elapsedMs = 8.0, peakMemoryBytes = 9_437_184, truncated = false });
    }

    /// <summary>A request that came in.</summary>
    internal sealed record Received(string Method, string Path, IReadOnlyDictionary<string, string> Headers)
    {
        /// <summary>Whom the token names.</summary>
        public string Learner => LearnerOf(Headers);
    }

    private sealed record RunRequest(string Language, string Code, string? Stdin = null, string? ExerciseId = null);
}
