using Aspire.Hosting;
using CommunityToolkit.Aspire.Hosting.Dapr;
using LearnFlow.Tests.Dapr;
using LearnFlow.Tests.Orchestration;

namespace LearnFlow.Tests.Dashboard;

/// <summary>A small system with everything that the pages show: processes, a secret, a sidecar with state and events, telemetry.</summary>
internal sealed class ShopModel : IAsyncDisposable
{
    public const string Secret = "correct horse battery";

    private ShopModel(TestApp app, RunningDashboard dashboard) => (App, Dashboard) = (app, dashboard);

    /// <summary>The app behind the sidecar of <c>shop</c>: takes events of the topic <c>parcels</c>.</summary>
    public TestApp App { get; }

    public RunningDashboard Dashboard { get; }

    public static async Task<ShopModel> StartAsync()
    {
        var app = await TestApp.StartAsync(new[] { new { pubsubname = "pubsub", topic = "parcels", route = "/events/parcels", deadLetterTopic = "lost-parcels" } });
        var dashboard = await RunningDashboard.StartAsync(builder =>
        {
            builder.Configuration["Parameters:password"] = Secret;
            var password = builder.AddParameter("password", secret: true);
            var state = builder.AddDaprComponent("statestore", "state.in-memory");
            var events = builder.AddDaprComponent("pubsub", "pubsub.in-memory");
            var shop = builder.AddShell("shop", "echo the shop opens with $PASSWORD; exec sleep 1000").WithEnvironment("PASSWORD", password)
                .WithDaprSidecar(sidecar => sidecar.WithOptions(new DaprSidecarOptions { AppPort = app.Address.Port }).WithReference(state).WithReference(events));
            builder.AddShell("counter", "printf '\\033[32mgreen light\\033[0m\\n'; echo the drawer jams >&2; exit 3").WaitFor(shop).WithExplicitStart();
        });
        await dashboard.GetUntilAsync("/api/resources/shop", r => r.GetProperty("state").GetString() == "Running" && r.GetProperty("environment").GetArrayLength() > 0);
        return new(app, dashboard);
    }

    /// <summary>A request to the shop's sidecar, as the shop makes it.</summary>
    public async Task PostToSidecarAsync(string path, object body)
    {
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{await VariableAsync("DAPR_HTTP_PORT")}") };
        client.DefaultRequestHeaders.Add("dapr-api-token", await VariableAsync("DAPR_API_TOKEN"));
        using var answer = await client.PostAsync(new Uri(path, UriKind.Relative), System.Net.Http.Json.JsonContent.Create(body));
        Assert.IsTrue(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    public async Task SendTelemetryAsync()
    {
        await Dashboard.SendAsync("traces", Samples.Spans());
        await Dashboard.SendAsync("logs", Samples.Logs());
        await Dashboard.SendAsync("metrics", Samples.Metrics());
    }

    public async ValueTask DisposeAsync()
    {
        await Dashboard.DisposeAsync();
        await App.DisposeAsync();
    }

    private async Task<string> VariableAsync(string name) => (await Dashboard.GetAsync($"/api/resources/shop/environment/{name}")).GetProperty("value").GetString()!;
}
