using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;

namespace LearnFlow.Bench.Suites.Class;

/// <summary>A guest with a browser of their own, who works on one exercise after the other.</summary>
internal sealed class SimulatedLearner(LearnFlowSystem system, int number, ActionTimes times) : IDisposable
{
    private const int MaxArrivals = 10;
    private const string Slug = "name-badge";
    private const string Failing = "name = 'Ana'\nprint(nam)\n";
    private const string Right = "name = input()\ntown = input()\nprint(f'Hello, I am {name}!')\nprint(f'I came from {town}.')\n";
    private static readonly TimeSpan s_arrival = TimeSpan.FromSeconds(20), s_longestWait = TimeSpan.FromMinutes(2);

    private readonly HttpClient _web = system.CreateWebClient();
    private readonly ThinkTime _think = new(number);
    private int _edits;

    /// <summary>Arrives, then opens, edits, runs, fails, asks for help, hands in and reads until it is over.</summary>
    public async Task WorkAsync(CancellationToken over)
    {
        try
        {
            await Task.Delay(_think.Within(s_arrival), over);
            while (true)
            {
                await DoAsync("open", () => ReadAsync($"/practice?slug={Slug}", over), over);
                await DoAsync("run", () => RunAsync(Edited(Right), over), over);
                await DoAsync("fail", () => RunAsync(Edited(Failing), over), over);
                await DoAsync("fail", () => RunAsync(Edited(Failing), over), over);
                await DoAsync("help", () => AskAsync(Edited(Failing), over), over);
                await DoAsync("run", () => RunAsync(Edited(Right), over), over);
                await DoAsync("submit", () => HandInAsync(over), over);
                await DoAsync("read", () => ReadAsync("/concepts/variables", over), over);
            }
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // The lesson is over.
        }
    }

    /// <summary>Does each thing once, without thinking.</summary>
    public async Task MeetAsync(CancellationToken cancellationToken)
    {
        await times.MeasureAsync("first_page", () => ArriveAsync(cancellationToken), cancellationToken);
        await times.MeasureAsync("first_run", () => RunAsync(Edited(Right), cancellationToken), cancellationToken);
        await times.MeasureAsync("first_submit", () => HandInAsync(cancellationToken), cancellationToken);
        await times.MeasureAsync("first_help", () => AskAsync(Edited(Failing), cancellationToken), cancellationToken);
    }

    /// <summary>Opens the page, so that the learner is known; again when it does not come.</summary>
    public async Task ArriveAsync(CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await ReadAsync($"/practice?slug={Slug}", cancellationToken);
                return;
            }
            catch (HttpRequestException) when (tries < MaxArrivals)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
            }
        }
    }

    /// <summary>Hands a new text in and waits for its grade.</summary>
    /// <returns>Whether it was graded later.</returns>
    public async Task<bool> HandInAsync(CancellationToken cancellationToken)
    {
        var path = $"/api/exercises/exercises/{Slug}/submissions";
        using var answer = await _web.PostAsJsonAsync(path, new { code = Edited(Right) }, cancellationToken);
        answer.EnsureSuccessStatusCode();
        var submission = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        if (answer.StatusCode == HttpStatusCode.Accepted)
        {
            var address = new Uri(answer.RequestMessage!.RequestUri!, answer.Headers.Location!);
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(s_longestWait);
            while (submission.GetProperty("status").GetString() == "waiting")
            {
                await Task.Delay(TimeSpan.FromSeconds(1), patience.Token);
                submission = await _web.GetFromJsonAsync<JsonElement>(address, patience.Token);
            }
        }
        return submission.GetProperty("passed").GetBoolean()
            ? answer.StatusCode == HttpStatusCode.Accepted
            : throw new InvalidOperationException($"A right solution was graded {submission.GetProperty("status")}, {submission.GetProperty("testsPassed")} tests passed.");
    }

    public void Dispose() => _web.Dispose();

    private async Task DoAsync(string action, Func<Task> work, CancellationToken over)
    {
        await times.MeasureAsync(action, work, over);
        await Task.Delay(_think.Next(), over);
    }

    // No two texts are the same: the same one again would get its grade of before.
    private string Edited(string code) => string.Create(CultureInfo.InvariantCulture, $"# {number}, edit {++_edits} of {Guid.NewGuid():N}\n{code}");

    private async Task ReadAsync(string path, CancellationToken cancellationToken)
    {
        using var page = await _web.GetAsync(path, cancellationToken);
        page.EnsureSuccessStatusCode();
        await page.Content.ReadAsByteArrayAsync(cancellationToken);
    }

    private Task RunAsync(string code, CancellationToken cancellationToken) =>
        StreamAsync("/api/sandbox/run/stream", new { run = new { language = "python", code, stdin = "Ana\nRome\n", exerciseId = Slug } }, "result", cancellationToken);

    private Task AskAsync(string code, CancellationToken cancellationToken) =>
        StreamAsync("/api/triage/help", new { code, exerciseId = Slug }, "text", cancellationToken);

    // Reads a stream to its end, as the page does, and insists on an event that shows that it went well.
    private async Task StreamAsync(string path, object body, string needed, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        using var response = await _web.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
        var seen = false;
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(cancellationToken))
        {
            seen |= item.EventType == needed;
        }
        if (!seen)
        {
            throw new InvalidOperationException($"The stream of {path} ended without an event \"{needed}\".");
        }
    }
}
