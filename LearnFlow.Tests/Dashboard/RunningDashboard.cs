using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Aspire.Hosting;
using LearnFlow.Hosting.Dashboard.Hosting;
using LearnFlow.Tests.Orchestration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace LearnFlow.Tests.Dashboard;

/// <summary>A small model with its dashboard, as an AppHost starts it.</summary>
internal sealed class RunningDashboard : IAsyncDisposable
{
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

    public static async Task<RunningDashboard> StartAsync(Action<IDistributedApplicationBuilder>? model = null) => new(await TestApplication.StartAsync(builder =>
    {
        DashboardServices.AddDashboard(builder.Services);
        builder.Configuration["AppHost:DashboardApiKey"] = ApiKey;
        builder.Configuration["ASPNETCORE_URLS"] = null;
        model?.Invoke(builder);
    }));

    /// <summary>A browser without anything: no cookie, no key.</summary>
    public HttpClient NewVisitor() => new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = Address };

    public Task<JsonElement> GetAsync(string path) => Client.GetFromJsonAsync<JsonElement>(path);

    /// <summary>Asks again until the answer is what is waited for, or the patience of all tests ends.</summary>
    public async Task<JsonElement> GetUntilAsync(string path, Func<JsonElement, bool> isIt)
    {
        var patience = TestApplication.Patience;
        while (true)
        {
            var answer = await GetAsync(path);
            if (isIt(answer))
                return answer;
            Assert.IsFalse(patience.IsCancellationRequested, $"{path} still answers {answer}");
            await Task.Delay(50, CancellationToken.None);
        }
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
        await Application.DisposeAsync();
    }
}
