using System.Net;
using Microsoft.AspNetCore.Builder;

namespace LearnFlow.Tests.ServiceDefaults;

[TestClass]
public sealed class CallerTests
{
    private static readonly Dictionary<string, string?> WithToken = new() { ["APP_API_TOKEN"] = "the-token" };

    [TestMethod]
    public async Task Without_the_sidecars_token_a_service_answers_401()
    {
        await using var service = await ServiceHost.StartAsync(WithToken);

        await Problem.OfAsync(await service.Client.GetAsync("/me"), HttpStatusCode.Unauthorized);
        await Problem.OfAsync(await service.Client.GetAsync("/nowhere"), HttpStatusCode.Unauthorized);
        await Problem.OfAsync(await service.Client.GetAsync("/dapr/subscribe"), HttpStatusCode.Unauthorized);
    }

    [TestMethod]
    public async Task With_a_wrong_token_a_service_answers_401()
    {
        await using var service = await ServiceHost.StartAsync(WithToken);
        service.Client.DefaultRequestHeaders.Add("dapr-api-token", "another-token");

        await Problem.OfAsync(await service.Client.GetAsync("/me"), HttpStatusCode.Unauthorized);
    }

    [TestMethod]
    public async Task With_the_sidecars_token_a_service_answers()
    {
        await using var service = await ServiceHost.StartAsync(WithToken);
        service.Client.DefaultRequestHeaders.Add("dapr-api-token", "the-token");
        service.Client.DefaultRequestHeaders.Add("dapr-caller-app-id", "triage");
        service.Client.DefaultRequestHeaders.Add(LearnerIdentity.Header, "ada");

        Assert.AreEqual("ada", await service.Client.GetStringAsync("/me"));
    }

    [TestMethod]
    [DataRow("/health")]
    [DataRow("/alive")]
    public async Task Probes_are_answered_without_a_token(string path)
    {
        await using var service = await ServiceHost.StartAsync(WithToken);

        Assert.AreEqual("Healthy", await service.Client.GetStringAsync(path));
    }

    [TestMethod]
    public async Task The_web_front_answers_anybody_but_takes_events_only_from_its_sidecar()
    {
        await using var service = await ServiceHost.StartAsync(WithToken, Callers.Anyone, app => app.MapGet("/open", () => "hello").AllowAnonymous());

        Assert.AreEqual("hello", await service.Client.GetStringAsync("/open"));
        service.Client.DefaultRequestHeaders.Add(LearnerIdentity.Header, "ada");
        await Problem.OfAsync(await service.Client.GetAsync("/me"), HttpStatusCode.Unauthorized);
        await Problem.OfAsync(await service.PostJsonAsync("/events/learning", "{}"), HttpStatusCode.Unauthorized);
        await Problem.OfAsync(await service.Client.GetAsync("/dapr/subscribe"), HttpStatusCode.Unauthorized);
    }
}
