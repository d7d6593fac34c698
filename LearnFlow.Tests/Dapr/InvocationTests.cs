using LearnFlow.DaprSidecar;
using LearnFlow.DaprSidecar.Invocation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace LearnFlow.Tests.Dapr;

[TestClass]
public sealed class InvocationTests
{
    private static TestApp s_app = null!;
    private static SidecarSession s_callee = null!, s_caller = null!;

    [ClassInitialize]
    public static async Task StartAsync(TestContext context)
    {
        s_app = await TestApp.StartAsync(map: web =>
        {
            web.Map("/echo/{**path}", async (HttpContext call) =>
            {
                using var body = new StreamReader(call.Request.Body);
                call.Response.Headers["x-app"] = "yes";
                await call.Response.WriteAsJsonAsync(new { call.Request.Method, path = call.Request.Path.Value, query = call.Request.QueryString.Value,
                    headers = call.Request.Headers.ToDictionary(h => h.Key.ToLowerInvariant(), h => h.Value.ToString()), body = await body.ReadToEndAsync() });
            });
            web.MapGet("/status/{code:int}", (int code) => Results.Text("teapot", statusCode: code));
        });
        var apps = new AppDirectory();
        s_callee = await SidecarSession.StartAsync(new SidecarOptions { AppId = "callee", AppAddress = s_app.Address, Apps = apps, AppToken = "callee-token" });
        s_caller = await SidecarSession.StartAsync(new SidecarOptions { AppId = "caller", Apps = apps, ApiToken = "caller-token" });
    }

    [ClassCleanup]
    public static async Task StopAsync()
    {
        await s_caller.DisposeAsync();
        await s_callee.DisposeAsync();
        await s_app.DisposeAsync();
    }

    [TestMethod]
    public async Task A_call_reaches_the_app_with_path_query_body_and_headers()
    {
        var answer = await s_caller.SendAsync("PUT", "/v1.0/invoke/callee/method/echo/a%20b?x=1&y=%C3%A9", "hello", "text/plain", ("x-mine", "1"),
            ("dapr-caller-app-id", "forged"));

        Assert.AreEqual(200, answer.Status, answer.Body);
        Assert.AreEqual("yes", answer.Headers["x-app"]);
        Assert.AreEqual("PUT", answer.Json.GetProperty("method").GetString());
        Assert.AreEqual("/echo/a b", answer.Json.GetProperty("path").GetString());
        Assert.AreEqual("?x=1&y=%C3%A9", answer.Json.GetProperty("query").GetString());
        Assert.AreEqual("hello", answer.Json.GetProperty("body").GetString());
        var headers = answer.Json.GetProperty("headers");
        Assert.AreEqual("1", headers.GetProperty("x-mine").GetString());
        Assert.AreEqual("text/plain", headers.GetProperty("content-type").GetString());
        Assert.AreEqual("caller", headers.GetProperty("dapr-caller-app-id").GetString());
        Assert.AreEqual("callee", headers.GetProperty("dapr-callee-app-id").GetString());
        Assert.AreEqual("callee-token", headers.GetProperty("dapr-api-token").GetString());
        Assert.IsTrue(headers.TryGetProperty("forwarded", out _));
    }

    [TestMethod]
    public async Task The_app_id_can_stand_in_a_header()
    {
        var answer = await s_caller.SendAsync("GET", "/echo/x", headers: ("dapr-app-id", "callee"));

        Assert.AreEqual("/echo/x", answer.Json.GetProperty("path").GetString());
    }

    [TestMethod]
    [DataRow(404)]
    [DataRow(418)]
    [DataRow(500)]
    public async Task The_apps_status_passes_through(int status)
    {
        var answer = await s_caller.SendAsync("GET", $"/v1.0/invoke/callee/method/status/{status}");

        Assert.AreEqual(status, answer.Status);
        Assert.AreEqual("teapot", answer.Body);
    }

    [TestMethod]
    public async Task Errors_are_Daprs()
    {
        (await s_caller.SendAsync("GET", "/v1.0/invoke/nobody/method/x")).AssertError(500, "ERR_DIRECT_INVOKE");
        (await s_caller.SendAsync("GET", "/v1.0/unknown")).AssertError(404, "ERR_DIRECT_INVOKE");
    }

    [TestMethod]
    public async Task A_wrong_token_is_401_except_for_health()
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{s_caller.Sidecar.HttpPort}") };

        using var refused = await http.GetAsync(new Uri("/v1.0/metadata", UriKind.Relative));
        using var health = await http.GetAsync(new Uri("/v1.0/healthz", UriKind.Relative));
        using var outbound = await http.GetAsync(new Uri("/v1.0/healthz/outbound", UriKind.Relative));

        Assert.AreEqual(401, (int)refused.StatusCode);
        Assert.AreEqual("invalid api token", await refused.Content.ReadAsStringAsync());
        Assert.AreEqual(204, (int)health.StatusCode);
        Assert.AreEqual(204, (int)outbound.StatusCode);
    }

    [TestMethod]
    public async Task The_NET_client_invokes_checks_health_and_reads_metadata()
    {
#pragma warning disable CS0618 // Obsolete, and what many apps still call.
        var echo = await s_caller.Client.InvokeMethodAsync<object, System.Text.Json.JsonElement>(HttpMethod.Post, "callee", "echo/sdk", new { a = 1 });
#pragma warning restore CS0618
        await s_caller.Client.SetMetadataAsync("colour", "green");
        var metadata = await s_caller.Client.GetMetadataAsync();

        Assert.AreEqual("""{"a":1}""", echo.GetProperty("body").GetString());
        Assert.IsTrue(await s_caller.Client.CheckHealthAsync());
        Assert.IsTrue(await s_caller.Client.CheckOutboundHealthAsync());
        Assert.AreEqual("caller", metadata.Id);
        Assert.AreEqual("green", metadata.Extended["colour"]);
        (await s_caller.SendAsync("GET", "/v1.0/healthz?appid=other")).AssertError(500, "ERR_HEALTH_APPID_NOT_MATCH");
    }
}
