using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Aspire.Hosting;
using LearnFlow.Hosting.Dashboard.Hosting;
using LearnFlow.Tests.Orchestration;
using LearnFlow.Tests.Web;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace LearnFlow.Tests.Dashboard;

/// <summary>A small model with its dashboard, as an AppHost starts it.</summary>
internal sealed class RunningDashboard : IAsyncDisposable
{
    private readonly SemaphoreSlim _signIn = new(1);

    /// <summary>The dashboard of an application that was started with one, and with <see cref="ApiKey"/>.</summary>
    public RunningDashboard(DistributedApplication application)
    {
        Application = application;
        var configuration = application.Services.GetRequiredService<IConfiguration>();
        Address = new Uri(configuration["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"]!);
        GrpcAddress = new Uri(configuration["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"]!);
        OtlpKey = configuration["AppHost:OtlpApiKey"]!;
        Client = new HttpClient { BaseAddress = Address };
        Client.DefaultRequestHeaders.Add("x-api-key", ApiKey);
    }

    /// <summary>Of scripts; goes into the AppHost's configuration as AppHost:DashboardApiKey.</summary>
    public const string ApiKey = "script-key";

    public DistributedApplication Application { get; }

    public Uri Address { get; }

    public Uri GrpcAddress { get; }

    public string OtlpKey { get; }

    /// <summary>Signed in by API key.</summary>
    public HttpClient Client { get; }

    /// <summary>The address that is printed.</summary>
    public string LoginUrl => Application.Services.GetRequiredService<DashboardHost>().LoginUrl!;

    public static async Task<RunningDashboard> StartAsync(Action<IDistributedApplicationBuilder>? model = null, params string[] args) => new(await TestApplication.StartAsync(builder =>
    {
        DashboardServices.AddDashboard(builder.Services);
        builder.Configuration["AppHost:DashboardApiKey"] = ApiKey;
        builder.Configuration["ASPNETCORE_URLS"] = null;
        model?.Invoke(builder);
    }, args));

    /// <summary>Opens the dashboard in a browser, signed in by the printed address.</summary>
    public async Task<IPage> OpenAsync(Browser browser, BrowserNewContextOptions? options = null)
    {
        var page = await browser.NewPageAsync(options);
        await _signIn.WaitAsync(); // the printed token is for one browser only
        try
        {
            await page.GotoAsync(LoginUrl);
            await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Resources" })).ToBeVisibleAsync(new() { Timeout = 60_000 });
        }
        finally
        {
            _signIn.Release();
        }
        return page;
    }

    /// <summary>A browser without anything: no cookie, no key.</summary>
    public HttpClient NewVisitor() => new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = Address };

    public Task<JsonElement> GetAsync(string path) => Client.GetFromJsonAsync<JsonElement>(path);

    /// <summary>Asks again whenever the dashboard says that something has changed, until the answer is what is waited for.</summary>
    public async Task<JsonElement> GetUntilAsync(string path, Func<JsonElement, bool> isIt)
    {
        using var changes = new StreamReader(await Client.GetStreamAsync(new Uri("/api/changes", UriKind.Relative), TestApplication.Patience));
        var answer = await GetAsync(path);
        try
        {
            while (!isIt(answer) && await changes.ReadLineAsync(TestApplication.Patience) is { } line)
            {
                if (line.StartsWith("data:", StringComparison.Ordinal))
                    answer = await GetAsync(path);
            }
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"{path} still answers {answer}");
        }
        return answer;
    }

    /// <summary>The lines of an answer that goes on, as they come.</summary>
    public async IAsyncEnumerable<JsonElement> FollowAsync(string path)
    {
        using var lines = new StreamReader(await Client.GetStreamAsync(new Uri(path, UriKind.Relative), TestApplication.Patience));
        while (await lines.ReadLineAsync(TestApplication.Patience) is { } line)
            yield return JsonSerializer.Deserialize<JsonElement>(line);
    }

    /// <summary>Sends telemetry as OTLP JSON.</summary>
    public async Task SendAsync(string signal, object request)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, $"/v1/{signal}") { Content = JsonContent.Create(request), Headers = { { "x-otlp-api-key", OtlpKey } } };
        using var answer = await Client.SendAsync(message);
        Assert.AreEqual(HttpStatusCode.OK, answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Waits for a trace in which all these resources have spans.</summary>
    public async Task<string> TraceWithAllOfAsync(IReadOnlyCollection<string> resources)
    {
        bool HasAll(JsonElement trace) => resources.All(name => trace.GetProperty("spans").TryGetProperty(name, out _));
        var traces = await GetUntilAsync("/api/traces?limit=1000", answer => answer.GetProperty("traces").EnumerateArray().Any(HasAll));
        return traces.GetProperty("traces").EnumerateArray().First(HasAll).GetProperty("traceId").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _signIn.Dispose();
        await Application.DisposeAsync();
    }
}
