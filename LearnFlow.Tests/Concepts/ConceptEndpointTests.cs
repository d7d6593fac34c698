using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using LearnFlow.Concepts.Explain;
using LearnFlow.Concepts.Library;
using LearnFlow.Concepts.Search;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LearnFlow.Tests.Concepts;

/// <summary>The service's HTTP side, called as the sidecar calls it.</summary>
[TestClass]
public sealed class ConceptEndpointTests
{
    private const string Token = "token-of-the-app";

    private static WebApplication s_app = null!;
    private static HttpClient s_client = null!;

    [ClassInitialize]
    public static async Task StartAsync(TestContext context)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        builder.Configuration["APP_API_TOKEN"] = Token;
        builder.Logging.ClearProviders();
        builder.AddServiceDefaults();
        builder.Services.AddSingleton(new ConceptLibrary(Articles.All)).AddSingleton(new ArticleIndex(Articles.All));
        builder.Services.AddSingleton<ExerciseConcepts>().AddSingleton<Explanations>();
        s_app = builder.Build();
        s_app.MapDefaultEndpoints();
        s_app.MapConcepts();
        s_app.MapSearch();
        s_app.MapExplain();
        await s_app.StartAsync(context.CancellationToken);
        s_client = new HttpClient { BaseAddress = new Uri(s_app.Urls.Single()), DefaultRequestHeaders = { { "dapr-api-token", Token }, { "dapr-caller-app-id", "triage" } } };
    }

    [ClassCleanup]
    public static async Task StopAsync()
    {
        s_client.Dispose();
        await s_app.DisposeAsync();
    }

    [TestMethod]
    public async Task Search_gives_slug_title_summary_and_score_the_best_first()
    {
        var found = await s_client.GetFromJsonAsync<JsonElement>("/concepts/search?q=what%20does%20KeyError%20mean&limit=2");

        Assert.AreEqual(2, found.GetArrayLength());
        Assert.AreEqual("missing-keys", found[0].GetProperty("slug").GetString());
        Assert.IsGreaterThan(0, found[0].GetProperty("title").GetString()!.Length);
        Assert.IsGreaterThan(0, found[0].GetProperty("summary").GetString()!.Length);
        Assert.IsGreaterThanOrEqualTo(found[1].GetProperty("score").GetDouble(), found[0].GetProperty("score").GetDouble());
    }

    [TestMethod]
    [DataRow("/concepts/search")]
    [DataRow("/concepts/search?q=%20")]
    [DataRow("/concepts/search?q=loop&limit=0")]
    [DataRow("/concepts/search?q=loop&limit=21")]
    public async Task A_search_without_a_question_or_beyond_its_limit_is_told_what_to_give(string path)
    {
        using var response = await s_client.GetAsync(path);

        Assert.AreEqual(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("parameter", await response.Content.ReadAsStringAsync());
    }

    [TestMethod]
    public async Task An_explanation_streams_diagnosis_text_and_done()
    {
        using var response = await s_client.PostAsJsonAsync("/explain", new { question = "How do I reverse a string?" });
        var names = (await response.Content.ReadAsStringAsync()).Split('\n').Where(line => line.StartsWith("event: ", StringComparison.Ordinal)).ToList();

        Assert.AreEqual("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        Assert.AreEqual("event: diagnosis", names[0]);
        Assert.AreEqual("event: done", names[^1]);
        Assert.IsTrue(names[1..^1].Count > 0 && names[1..^1].TrueForAll(name => name == "event: text"));
    }

    [TestMethod]
    [DataRow("""{"question": " "}""")]
    [DataRow("""{}""")]
    [DataRow("""{"question": null}""")]
    public async Task An_explanation_of_nothing_is_refused(string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await s_client.PostAsync("/explain", content);

        Assert.AreEqual(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [TestMethod]
    [DataRow("/concepts")]
    [DataRow("/concepts/search?q=loop")]
    public async Task Nobody_unknown_is_answered(string path)
    {
        using var unknown = new HttpClient { BaseAddress = s_client.BaseAddress };
        using var response = await unknown.GetAsync(path);

        Assert.AreEqual(HttpStatusCode.Unauthorized, response.StatusCode);
    }
}
