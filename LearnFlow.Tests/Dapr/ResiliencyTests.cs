using LearnFlow.DaprSidecar;
using LearnFlow.DaprSidecar.Invocation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace LearnFlow.Tests.Dapr;

/// <summary>Policies of a Resiliency resource at work between sidecar, apps and components.</summary>
[TestClass]
public sealed class ResiliencyTests
{
    private const string Policies = """
        apiVersion: dapr.io/v1alpha1
        kind: Resiliency
        metadata:
          name: policies
        spec:
          policies:
            timeouts:
              short: 200ms
            retries:
              thrice: { policy: constant, duration: 10ms, maxRetries: 3 }
            circuitBreakers:
              breaker: { maxRequests: 1, timeout: 60s, trip: consecutiveFailures >= 2 }
          targets:
            apps:
              slow: { timeout: short }
              gone: { circuitBreaker: breaker }
            components:
              pubsub:
                inbound: { retry: thrice }
        """;

    private static async Task<(TestApp App, ResourceFolderSession Session)> StartAsync(object? subscriptions, Action<WebApplication>? map = null)
    {
        var app = await TestApp.StartAsync(subscriptions, map);
        var apps = new AppDirectory();
        var session = await ResourceFolderSession.StartAsync(
            new SidecarOptions { AppId = "slow", AppAddress = app.Address, Apps = apps, Components = [new("pubsub", "pubsub.in-memory")] },
                ("policies.yaml", Policies));
        return (app, session);
    }

    [TestMethod]
    public async Task A_timeout_ends_a_call_that_takes_too_long()
    {
        var (app, session) = await StartAsync(null, web => web.MapGet("/wait", (HttpContext call) => Task.Delay(Timeout.Infinite, call.RequestAborted)));
        await using var _ = app;
        await using var __ = session;

        (await session.Dapr.SendAsync("GET", "/v1.0/invoke/slow/method/wait")).AssertError(500, "ERR_DIRECT_INVOKE");
        Assert.AreEqual("policies",
            (await session.Dapr.SendAsync("GET", "/v1.0/metadata")).Json.GetProperty("resiliencies")[0].GetProperty("name").GetString());
    }

    [TestMethod]
    public async Task A_retry_policy_gives_an_event_that_often_then_to_the_dead_letter_topic()
    {
        var (app, session) = await StartAsync(new object[]
        {
            new { pubsubname = "pubsub", topic = "live", route = "/events/live", deadLetterTopic = "dead" },
            new { pubsubname = "pubsub", topic = "dead", route = "/events/dead" },
        });
        await using var _ = app;
        await using var __ = session;
        app.OnEvent = e => e.Path == "/events/live" ? (500, "") : (200, "");

        await session.Dapr.SendAsync("POST", "/v1.0/publish/pubsub/live", "1");

        while ((await app.NextAsync()).Path != "/events/dead") { }
        Assert.AreEqual(4, app.All.Count(e => e.Path == "/events/live"), "once and three times more");
    }

    [TestMethod]
    public async Task A_circuit_breaker_refuses_calls_after_failures_in_a_row()
    {
        var apps = new AppDirectory();
        await using var app = await TestApp.StartAsync();
        var session = await ResourceFolderSession.StartAsync(new SidecarOptions { AppId = "gone", AppAddress = app.Address, Apps = apps },
            ("policies.yaml", Policies));
        await using var _ = session;
        await app.DisposeAsync();

        var refusals = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            var answer = await session.Dapr.SendAsync("GET", "/v1.0/invoke/gone/method/x");
            answer.AssertError(500, "ERR_DIRECT_INVOKE");
            refusals.Add(answer.Body);
        }

        StringAssert.Contains(refusals[0], "error invoking app channel", StringComparison.Ordinal);
        Assert.IsFalse(refusals[2].Contains("error invoking app channel", StringComparison.Ordinal), "the third is not tried: " + refusals[2]);
    }
}
