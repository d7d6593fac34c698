using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Dapr.Client;
using LearnFlow.DaprSidecar;

namespace LearnFlow.Tests.Dapr;

/// <summary>A running sidecar with the clients that speak to it.</summary>
internal sealed class SidecarSession : IAsyncDisposable
{
    private readonly HttpClient _http;

    private SidecarSession(Sidecar sidecar, string token)
    {
        Sidecar = sidecar;
        _http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{sidecar.HttpPort}") };
        if (token.Length > 0) _http.DefaultRequestHeaders.Add("dapr-api-token", token);
        Client = new DaprClientBuilder()
            .UseHttpEndpoint(_http.BaseAddress.ToString()).UseGrpcEndpoint($"http://127.0.0.1:{sidecar.GrpcPort}").UseDaprApiToken(token).Build();
    }

    public Sidecar Sidecar { get; }

    /// <summary>The official .NET client.</summary>
    public DaprClient Client { get; }

    public static async Task<SidecarSession> StartAsync(SidecarOptions options)
    {
        var session = await StartBeforeAppAsync(options);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await session.Sidecar.WhenReadyAsync(limit.Token);
        return session;
    }

    /// <summary>A sidecar whose app is still to come.</summary>
    public static async Task<SidecarSession> StartBeforeAppAsync(SidecarOptions options)
    {
        var sidecar = new Sidecar(options);
        await sidecar.StartAsync();
        return new SidecarSession(sidecar, options.ApiToken);
    }

    /// <summary>One request of the HTTP API.</summary>
    public async Task<Answer> SendAsync(string verb, string path, string? body = null, string contentType = "application/json",
        params (string, string)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(verb), path);
        if (body is not null)
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = MediaTypeHeaderValue.Parse(contentType) } };
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await _http.SendAsync(request);
        return new Answer((int)response.StatusCode, await response.Content.ReadAsStringAsync(),
            response.Headers.ETag?.Tag ?? (response.Headers.NonValidated.TryGetValues("ETag", out var etag) ? etag.ToString() : null),
            response.Content.Headers.ContentType?.MediaType,
                response.Headers.NonValidated.ToDictionary(h => h.Key.ToLowerInvariant(), h => h.Value.ToString()));
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _http.Dispose();
        await Sidecar.DisposeAsync();
    }
}

/// <summary>What the HTTP API answered.</summary>
internal sealed record Answer(int Status, string Body, string? ETag, string? ContentType, IReadOnlyDictionary<string, string> Headers)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    /// <summary>The errorCode of a failure.</summary>
    public string ErrorCode => Json.GetProperty("errorCode").GetString()!;

    public void AssertError(int status, string errorCode)
    {
        Assert.AreEqual(status, Status, Body);
        Assert.AreEqual(errorCode, ErrorCode);
        Assert.AreEqual("application/json", ContentType);
        Assert.IsFalse(string.IsNullOrEmpty(Json.GetProperty("message").GetString()));
    }

    /// <summary>The body of a bulk publish of which nothing went through: each entry with its reason, and the code.</summary>
    public void AssertBulkError(string[] entryIds)
    {
        Assert.AreEqual(500, Status, Body);
        Assert.AreEqual("ERR_PUBSUB_PUBLISH_MESSAGE", ErrorCode);
        CollectionAssert.AreEqual(entryIds, Json.GetProperty("failedEntries").EnumerateArray().Select(e => e.GetProperty("entryId").GetString()).ToList());
        Assert.IsTrue(Json.GetProperty("failedEntries").EnumerateArray().All(e => e.GetProperty("error").GetString()!.Length > 0));
    }
}
