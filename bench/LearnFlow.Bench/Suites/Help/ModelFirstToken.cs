using System.Diagnostics;
using System.Net.Http.Json;
using LearnFlow.LanguageModels;
using LearnFlow.Triage.Agent;
using LearnFlow.Triage.GuardRails;
using LearnFlow.Triage.Help;
using LearnFlow.Triage.OfflineTutor;
using LearnFlow.Triage.OfflineTutor.Python;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LearnFlow.Bench.Suites.Help;

/// <summary>
/// What the agent adds before the learner sees the first sentence of a model's answer: prompt, client, resilience and guard
/// rails, beside reading the same server's stream directly in the same loop. Storage is in memory: it is the sidecar's figure.
/// </summary>
internal static class ModelFirstToken
{
    private const int WarmUps = 50, Requests = 300;
    private const string Program = "def total(prices):\n    for price in prices:\n        sum = 0\n        sum += price\n    return sum\n";

    /// <summary>Measures one learner, one request at a time.</summary>
    public static async Task<IReadOnlyList<Figure>> MeasureAsync(CancellationToken cancellationToken)
    {
        await using var server = await StartServerAsync(cancellationToken);
        using var host = Host(server.Urls.Single());
        using var http = new HttpClient { BaseAddress = new Uri(server.Urls.Single()) };
        var tutor = new ModelTutor(
            host.Services.GetRequiredService<IChatClient>(), host.Services.GetRequiredService<ModelOptions>(),
            new OfflineHints(NullLogger<OfflineHints>.Instance), new Nothing(), new Nothing(), new Nothing(), NullLogger<ModelTutor>.Instance);

        var added = new List<double>();
        var direct = new List<double>();
        for (var request = 0; request < WarmUps + Requests; request++)
        {
            // In turn, so that both meet the same machine.
            var own = await DirectAsync(http, cancellationToken);
            var through = await ThroughAsync(tutor, cancellationToken);
            if (request >= WarmUps)
            {
                direct.Add(own);
                added.Add(through - own);
            }
        }

        return
        [
            new("model_first_token_direct_p95_ms", Percentile95(direct), "ms"),
            new("model_first_token_added_p95_ms", Percentile95(added), "ms", Goal: 10),
        ];
    }

    private static async Task<double> DirectAsync(HttpClient http, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions") { Content = JsonContent.Create(new { stream = true }) };
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        while (await reader.ReadLineAsync(cancellationToken) is { } line && !line.Contains("back.", StringComparison.Ordinal))
        {
        }

        var elapsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        await reader.ReadToEndAsync(cancellationToken);
        return elapsed;
    }

    private static async Task<double> ThroughAsync(ModelTutor tutor, CancellationToken cancellationToken)
    {
        var evidence = new Evidence(PythonSource.Read(Program), "ok", FailingTest: "total([1, 2]) gives 3, and yours gave 2");
        var context = new HelpContext(
            Guid.NewGuid().ToString(), "learner", new HelpQuestion(Program, "picnic-bill", 2), 2, evidence, Diagnosis.Of(evidence), null, [], []);
        var start = Stopwatch.GetTimestamp();
        double? first = null;
        await foreach (var part in tutor.AnswerAsync(context, cancellationToken))
        {
            first ??= part.Source == tutor.Source
                ? Stopwatch.GetElapsedTime(start).TotalMilliseconds
                : throw new InvalidOperationException($"The model did not answer: {part.Text}");
        }

        return first ?? throw new InvalidOperationException("There was no answer.");
    }

    private static double Percentile95(List<double> milliseconds) => milliseconds.Order().ElementAt((int)Math.Ceiling(0.95 * milliseconds.Count) - 1);

    private static IHost Host(string address)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["AI:Endpoint"] = $"{address}/v1", ["AI:Model"] = "bench" });
        builder.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Error));
        builder.AddLanguageModel();
        return builder.Build();
    }

    /// <summary>A model that says 40 words, one a chunk, without thinking.</summary>
    private static async Task<WebApplication> StartServerAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        const string Round = "It runs in every round of the loop, so only the last price is left.";
        var words = $"Line three sets the sum back. {Round} {Round}".Split(' ');
        app.MapPost("/v1/chat/completions", async context =>
        {
            context.Response.ContentType = "text/event-stream";
            foreach (var word in words)
            {
                await context.Response.WriteAsync(Chunk($$"""{"role":"assistant","content":"{{word}} "}""", "null"));
                await context.Response.Body.FlushAsync();
            }

            await context.Response.WriteAsync(Chunk("{}", "\"stop\"") + "data: [DONE]\n\n");
        });
        await app.StartAsync(cancellationToken);
        return app;
    }

    private static string Chunk(string delta, string reason) =>
        """data: {"id":"1","object":"chat.completion.chunk","created":1,"model":"bench","choices":[{"index":0,"delta":"""
        + $"{delta},\"finish_reason\":{reason}}}]}}\n\n";

    /// <summary>Knows nothing, at once.</summary>
    private sealed class Nothing : IAnswerCode, IArticles, IConversations
    {
        public Task<bool?> ParsesAsync(string code, CancellationToken cancellationToken) => Task.FromResult<bool?>(null);

        public Task<string?> OutputAsync(string code, CancellationToken cancellationToken) => Task.FromResult<string?>(null);

        public Task<bool?> PassesAsync(string exerciseId, string code, CancellationToken cancellationToken) => Task.FromResult<bool?>(null);

        public Task<string?> FindAsync(string question, CancellationToken cancellationToken) => Task.FromResult<string?>(null);

        public Task<IReadOnlyList<Turn>> LoadAsync(string learnerId, string? exerciseId, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<Turn>>([]);

        public Task SaveAsync(string learnerId, string? exerciseId, IReadOnlyList<Turn> before, Turn turn, CancellationToken cancellationToken) =>
            Task.CompletedTask;
    }
}
