using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc;

namespace LearnFlow.Tests.ServiceDefaults;

[TestClass]
public sealed class ProblemTests
{
    [TestMethod]
    public async Task An_unhandled_exception_is_a_500_that_keeps_its_details_to_itself()
    {
        await using var service = await ServiceHost.StartAsync();

        var problem = await Problem.OfAsync(await service.Client.GetAsync("/boom"), HttpStatusCode.InternalServerError);

        Assert.DoesNotContain("secret", problem.Detail!);
    }

    [TestMethod]
    public async Task A_path_that_does_not_exist_is_named_in_a_404()
    {
        await using var service = await ServiceHost.StartAsync();

        var problem = await Problem.OfAsync(await service.Client.GetAsync("/nowhere"), HttpStatusCode.NotFound);

        Assert.Contains("/nowhere", problem.Detail!);
    }

    [TestMethod]
    public async Task A_wrong_method_is_told_which_one_is_right()
    {
        await using var service = await ServiceHost.StartAsync();

        var problem = await Problem.OfAsync(await service.Client.GetAsync("/greet"), HttpStatusCode.MethodNotAllowed);

        Assert.Contains("POST", problem.Detail!);
    }

    [TestMethod]
    [DataRow("{\"name\": ", "line 1", DisplayName = "cut off")]
    [DataRow("{\n\"name\": nope}", "line 2", DisplayName = "not JSON")]
    [DataRow("{}", "name", DisplayName = "missing member")]
    [DataRow("{\"name\": null}", "name", DisplayName = "null where a value belongs")]
    [DataRow("{\"name\": 7}", "$.name", DisplayName = "wrong type")]
    [DataRow("{\"name\": \"Ada\", \"mood\": 0}", "mood", DisplayName = "number for an enum")]
    [DataRow("{\"name\": \"\\ud800\"}", "UTF-8", DisplayName = "half a surrogate pair")]
    [DataRow("", "", DisplayName = "empty")]
    public async Task A_body_that_is_not_the_expected_JSON_is_told_what_is_wrong(string body, string mention)
    {
        await using var service = await ServiceHost.StartAsync();

        var problem = await Problem.OfAsync(await service.PostJsonAsync("/greet", body), HttpStatusCode.BadRequest);

        Assert.Contains(mention, problem.Detail!, StringComparison.OrdinalIgnoreCase);
    }

    [TestMethod]
    public async Task Bytes_that_are_not_UTF_8_are_refused()
    {
        await using var service = await ServiceHost.StartAsync();
        var latin1 = Encoding.Latin1.GetBytes("{\"name\": \"Zoë\"}");

        var problem = await Problem.OfAsync(await service.PostAsync("/greet", latin1), HttpStatusCode.BadRequest);

        Assert.Contains("UTF-8", problem.Detail!);
    }

    [TestMethod]
    public async Task Another_declared_encoding_is_refused_even_when_it_could_be_read()
    {
        await using var service = await ServiceHost.StartAsync();
        var latin1 = Encoding.Latin1.GetBytes("{\"name\": \"Zoë\"}");

        var problem = await Problem.OfAsync(
            await service.PostAsync("/greet", latin1, "application/json; charset=iso-8859-1"), HttpStatusCode.BadRequest);

        Assert.Contains("iso-8859-1", problem.Detail!);
    }

    [TestMethod]
    public async Task A_body_that_is_not_JSON_at_all_is_a_415()
    {
        await using var service = await ServiceHost.StartAsync();

        await Problem.OfAsync(await service.PostAsync("/greet", [1, 2, 3], "application/octet-stream"), HttpStatusCode.UnsupportedMediaType);
    }

    [TestMethod]
    public async Task A_body_over_the_endpoints_limit_is_a_413()
    {
        await using var service = await ServiceHost.StartAsync(map: app =>
            app.MapPost("/small", (ServiceHost.Greeting greeting) => greeting).WithMetadata(new RequestSizeLimitAttribute(16)));

        await Problem.OfAsync(
            await service.PostJsonAsync("/small", """{"name": "somebody with a long name"}"""), HttpStatusCode.RequestEntityTooLarge);
    }

    [TestMethod]
    public async Task A_client_that_asks_for_an_event_stream_still_gets_the_problem()
    {
        await using var service = await ServiceHost.StartAsync();
        service.Client.DefaultRequestHeaders.Accept.ParseAdd("text/event-stream");

        await Problem.OfAsync(await service.Client.GetAsync("/boom"), HttpStatusCode.InternalServerError);
    }

    [TestMethod]
    public async Task JSON_is_camelCase_with_enums_as_words()
    {
        await using var service = await ServiceHost.StartAsync();

        var response = await service.PostJsonAsync("/greet", """{"name": "Zoë", "mood": "veryHappy"}""");

        Assert.AreEqual("""{"name":"Zoë","mood":"veryHappy"}""", await response.Content.ReadAsStringAsync());
    }
}
