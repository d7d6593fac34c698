using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;

namespace LearnFlow.Tests.EndToEnd;

/// <summary>LearnFlow booted once from its AppHost, with ports and data of its own, for all system tests.</summary>
internal static class RunningSystem
{
    private static readonly SemaphoreSlim Gate = new(1);
    private static DistributedApplication? s_app;

    /// <summary>The running application; the first caller boots it and waits until Web (which waits for all) is healthy.</summary>
    public static async Task<DistributedApplication> StartAsync(CancellationToken cancellationToken)
    {
        await Gate.WaitAsync(cancellationToken);
        try
        {
            if (s_app is null)
            {
                var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.LearnFlow_AppHost>(cancellationToken);
                builder.CreateResourceBuilder<ProjectResource>("web") // tests ask faster than people
                    .WithEnvironment("Gateway__Runs__PerUser", "1000000").WithEnvironment("Gateway__Runs__PerAddress", "1000000")
                    .WithEnvironment("Gateway__Help__PerUser", "1000000").WithEnvironment("Gateway__Help__PerAddress", "1000000")
                    .WithEnvironment("Gateway__SignIn__PerUser", "1000000").WithEnvironment("Gateway__SignIn__PerAddress", "1000000")
                    .WithEnvironment("Gateway__Other__PerUser", "1000000").WithEnvironment("Gateway__Other__PerAddress", "1000000")
                    .WithEnvironment("Gateway__AccessLog", "false");
                s_app = await builder.BuildAsync(cancellationToken);
                await s_app.StartAsync(cancellationToken);
                await s_app.ResourceNotifications.WaitForResourceHealthyAsync("web", cancellationToken);
            }

            return s_app;
        }
        finally
        {
            Gate.Release();
        }
    }

    /// <summary>A new learner: a client of Web's public address with a guest cookie of its own.</summary>
    public static async Task<HttpClient> NewLearnerAsync(CancellationToken cancellationToken)
    {
        var app = await StartAsync(cancellationToken);
        return new HttpClient(new SocketsHttpHandler()) { BaseAddress = app.GetEndpoint("web", "http") };
    }

    public static async Task StopAsync()
    {
        if (s_app is not null)
            await s_app.DisposeAsync();
    }

    /// <summary>Runs a Python program through Web's API.</summary>
    public static async Task<JsonElement> RunAsync(this HttpClient learner, string code, CancellationToken cancellationToken)
    {
        using var response = await learner.PostAsJsonAsync("/api/sandbox/run", new { language = "python", code }, cancellationToken);
        Assert.AreEqual(200, (int)response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken));
        return await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
    }

    /// <summary>Runs a program that fails three times with the live stream open, and returns the struggle that the stream brings.</summary>
    public static async Task<JsonElement> DivideByZeroUntilNudgedAsync(this HttpClient learner, CancellationToken cancellationToken)
    {
        (await learner.GetAsync("/", cancellationToken)).EnsureSuccessStatusCode();
        await using var live = await learner.GetStreamAsync("/live", cancellationToken);
        var nudge = SseParser.Create(live).EnumerateAsync(cancellationToken)
            .FirstAsync(e => e.EventType == "struggle" && e.Data.Contains("sameError", StringComparison.Ordinal), cancellationToken);

        for (var i = 0; i < 3; i++)
        {
            var result = await learner.RunAsync("print(1/0)", cancellationToken);
            Assert.AreEqual("error", result.GetProperty("status").GetString());
            Assert.Contains("ZeroDivisionError", result.GetProperty("error").GetString()!);
        }

        return JsonSerializer.Deserialize<JsonElement>((await nudge).Data);
    }

    /// <summary>Asks Triage for the learner's attempts until it has read as many events as there were runs.</summary>
    public static async Task<JsonElement> AttemptsAsync(this HttpClient learner, int expected, CancellationToken cancellationToken)
    {
        while (true)
        {
            var attempts = await learner.GetFromJsonAsync<JsonElement>("/api/triage/attempts", cancellationToken);
            if (attempts.GetProperty("count").GetInt32() >= expected)
                return attempts;
            await Task.Yield();
        }
    }
}
