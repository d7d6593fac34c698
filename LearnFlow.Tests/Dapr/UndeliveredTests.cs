using LearnFlow.DaprSidecar;

namespace LearnFlow.Tests.Dapr;

/// <summary>The API behind the dashboard's command "Undelivered events".</summary>
[TestClass]
public sealed class UndeliveredTests
{
    [TestMethod]
    public async Task An_event_that_the_app_drops_is_listed_and_can_be_delivered_again()
    {
        var takes = false;
        await using var app = await TestApp.StartAsync(new[] { new { pubsubname = "pubsub", topic = "orders", route = "/orders" } },
            web => Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions.MapPost(web, "/orders", (Microsoft.AspNetCore.Http.HttpContext _) =>
                takes ? Microsoft.AspNetCore.Http.Results.Ok() : Microsoft.AspNetCore.Http.Results.Json(new { status = "DROP" })));
        await using var dapr = await SidecarSession.StartAsync(new SidecarOptions
        {
            AppId = "shop", AppAddress = app.Address, ApiToken = "token", Components = [await Backends.KafkaAsync()],
        });
        await dapr.SendAsync("POST", "/v1.0/publish/pubsub/orders", """{"n":1}""");
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var listed = await ListAsync(dapr);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (listed.GetArrayLength() == 0)
        {
            await timer.WaitForNextTickAsync(limit.Token);
            listed = await ListAsync(dapr);
        }
        var id = listed[0].GetProperty("id").GetString();

        var refused = await dapr.SendAsync("POST", $"/learnflow/undelivered/{id}/deliver", "");
        takes = true;
        var taken = await dapr.SendAsync("POST", $"/learnflow/undelivered/{id}/deliver", "");
        var gone = await dapr.SendAsync("POST", $"/learnflow/undelivered/{id}/deliver", "");
        using var stranger = new HttpClient();
        using var forbidden = await stranger.GetAsync(new Uri($"http://127.0.0.1:{dapr.Sidecar.HttpPort}/learnflow/undelivered"));

        Assert.AreEqual("orders", listed[0].GetProperty("topic").GetString());
        Assert.AreEqual("the app answered DROP", listed[0].GetProperty("reason").GetString());
        Assert.AreEqual(409, refused.Status);
        Assert.AreEqual("the app answered DROP", refused.Body);
        Assert.AreEqual(204, taken.Status, taken.Body);
        Assert.AreEqual(404, gone.Status);
        Assert.AreEqual(0, (await ListAsync(dapr)).GetArrayLength());
        Assert.AreEqual(401, (int)forbidden.StatusCode);
    }

    private static async Task<System.Text.Json.JsonElement> ListAsync(SidecarSession dapr) => (await dapr.SendAsync("GET", "/learnflow/undelivered")).Json;
}
