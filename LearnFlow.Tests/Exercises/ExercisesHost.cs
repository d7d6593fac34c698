using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using LearnFlow.Exercises;
using LearnFlow.Exercises.Grading;
using LearnFlow.Exercises.Storage;
using LearnFlow.Tests.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LearnFlow.Tests.Exercises;

/// <summary>The whole service on loopback with a database of its own and callers of every role; nothing relays its outbox.</summary>
internal sealed class ExercisesHost : IAsyncDisposable
{
    private const string SidecarToken = "the-sidecars-token";
    private static readonly TestIssuer s_issuer = new();
    private readonly WebApplication _app;
    private readonly List<HttpClient> _clients = [];

    private ExercisesHost(WebApplication app, string connection) => (_app, Connection) = (app, connection);

    /// <summary>Connection string of its database.</summary>
    public string Connection { get; }

    public static async Task<ExercisesHost> StartAsync(ExercisesDatabase server, ISandbox sandbox, CancellationToken cancellation)
    {
        var connection = await server.CreateAsync(cancellation);
        var app = ExercisesService.Build([], builder =>
        {
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Logging.ClearProviders();
            builder.Configuration["ConnectionStrings:exercisesdb"] = connection;
            builder.Configuration["Authentication:Jwks"] = s_issuer.Jwks;
            builder.Configuration["APP_API_TOKEN"] = SidecarToken;
            builder.Services.RemoveAll<IHostedService>();
            builder.Services.AddSingleton(sandbox);
            builder.Services.AddSingleton<LearnFlow.Events.IParkedEvents>(new Security.ParkedInMemory());
        });
        await app.PrepareDatabaseAsync();
        await app.StartAsync(cancellation);
        return new ExercisesHost(app, connection);
    }

    /// <summary>A client of somebody in a role; null for a request that did not come through the sidecar.</summary>
    public HttpClient As(string? role, string id = "somebody", string through = "web")
    {
        var client = new HttpClient { BaseAddress = new Uri(_app.Urls.Single()), Timeout = TimeSpan.FromMinutes(5) };
        if (role is not null)
            client.DefaultRequestHeaders.Add("dapr-api-token", SidecarToken);
        if (role is not null && role != Roles.Service)
            client.DefaultRequestHeaders.Add("dapr-caller-app-id", through);
        if (role == Roles.Service)
            client.DefaultRequestHeaders.Add("dapr-caller-app-id", "triage");
        else if (role is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", s_issuer.Token(id, role));
        _clients.Add(client);
        return client;
    }

    /// <summary>The sidecar, when it delivers by itself.</summary>
    public HttpClient AsSidecar()
    {
        var client = As(role: null);
        client.DefaultRequestHeaders.Add("dapr-api-token", SidecarToken);
        return client;
    }

    public HttpClient Teacher(string id = "teacher") => As(Roles.Teacher, id);

    public HttpClient Learner(string id = "ada") => As(Roles.Learner, id);

    /// <summary>A context on the service's database.</summary>
    public ExercisesDbContext Open() => ExercisesDatabase.Open(Connection);

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
            client.Dispose();
        await _app.DisposeAsync();
    }
}

/// <summary>Short ways to ask and to insist on the answer.</summary>
internal static class Asking
{
    /// <summary>Sends JSON and reads JSON; fails when the status is not the one that is expected.</summary>
    public static async Task<JsonElement> AskAsync(
        this HttpClient client, HttpMethod method, string path, object? body = null, int status = 200, string? etag = null, string? key = null)
    {
        using var response = await client.SendAsync(Request(method, path, body, etag, key));
        var text = await response.Content.ReadAsStringAsync();
        Assert.AreEqual(status, (int)response.StatusCode, $"{method} {path}: {text}");
        return text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
    }

    public static Task<JsonElement> GetAsync(this HttpClient client, string path, int status)
        => client.AskAsync(HttpMethod.Get, path, status: status);

    public static Task<JsonElement> PostAsync(this HttpClient client, string path, object? body = null, int status = 200, string? key = null)
        => client.AskAsync(HttpMethod.Post, path, body, status, key: key);

    /// <summary>The current ETag of something.</summary>
    public static async Task<string> ETagAsync(this HttpClient client, string path)
    {
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative));
        return response.Headers.ETag?.ToString() ?? throw new AssertFailedException($"{path} has no ETag: {response.StatusCode}.");
    }

    public static HttpRequestMessage Request(HttpMethod method, string path, object? body = null, string? etag = null, string? key = null)
    {
        var request = new HttpRequestMessage(method, path)
        {
            Content = body as HttpContent ?? (body is null ? null : JsonContent.Create(body, body.GetType(), options: JsonConventions.Options)),
        };
        if (etag is not null)
            request.Headers.TryAddWithoutValidation("If-Match", etag);
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return request;
    }
}
