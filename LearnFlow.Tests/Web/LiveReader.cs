using System.Net.ServerSentEvents;

namespace LearnFlow.Tests.Web;

/// <summary>A page's live stream, past its first event.</summary>
internal sealed class LiveReader : IDisposable
{
    private readonly Stream _body;
    private readonly IAsyncEnumerator<SseItem<string>> _events;

    private LiveReader(HttpClient visitor, string learnerId, Stream body)
    {
        (Visitor, LearnerId, _body) = (visitor, learnerId, body);
        _events = SseParser.Create(body).EnumerateAsync().GetAsyncEnumerator();
    }

    public HttpClient Visitor { get; }

    public string LearnerId { get; }

    /// <summary>Opens the stream of a visitor, who has seen everything up to <paramref name="lastSeen"/>.</summary>
    public static async Task<LiveReader> OpenAsync(Site site, HttpClient? visitor = null, string? lastSeen = null)
    {
        visitor ??= site.Visitor();
        var marker = Guid.NewGuid().ToString("N");
        using var seen = await visitor.GetAsync($"/api/concepts/concepts/{marker}");
        var learner = site.Sidecar.Requests.Single(received => received.Path.EndsWith(marker, StringComparison.Ordinal)).Learner;
        using var request = new HttpRequestMessage(HttpMethod.Get, "/live");
        if (lastSeen is not null)
            request.Headers.Add("Last-Event-ID", lastSeen);
        var response = await visitor.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var reader = new LiveReader(visitor, learner, await response.Content.ReadAsStreamAsync());
        Assert.AreEqual("ready", (await reader.NextAsync()).EventType);
        return reader;
    }

    public async Task<SseItem<string>> NextAsync()
    {
        Assert.IsTrue(await _events.MoveNextAsync(), "The stream ended.");
        return _events.Current;
    }

    public void Dispose() => _body.Dispose();
}
