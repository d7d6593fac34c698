using System.Diagnostics;
using System.Net;
using System.Net.ServerSentEvents;
using LearnFlow.Events;
using LearnFlow.Web.Live;
using Microsoft.Extensions.DependencyInjection;

namespace LearnFlow.Tests.Web;

[TestClass]
public sealed class LiveTests
{
    [TestMethod]
    public async Task A_struggle_reaches_the_learner_s_open_streams_and_nobody_else_s()
    {
        await using var site = await Site.StartAsync();
        using var ada = await LiveReader.OpenAsync(site);
        using var adaToo = await LiveReader.OpenAsync(site, ada.Visitor);
        using var grace = await LiveReader.OpenAsync(site);

        using var delivered = await site.Sidecar.DeliverAsync(Struggle("s1", ada.LearnerId));
        using var deliveredToo = await site.Sidecar.DeliverAsync(Struggle("s2", grace.LearnerId));

        Assert.AreEqual(HttpStatusCode.OK, delivered.StatusCode);
        Assert.Contains("\"id\":\"s1\"", (await ada.NextAsync()).Data);
        Assert.Contains("\"id\":\"s1\"", (await adaToo.NextAsync()).Data);
        Assert.Contains("\"id\":\"s2\"", (await grace.NextAsync()).Data);
    }

    [TestMethod]
    public async Task The_end_of_a_struggle_is_told()
    {
        await using var site = await Site.StartAsync();
        using var reader = await LiveReader.OpenAsync(site);

        using var delivered = await site.Sidecar.DeliverAsync(new StruggleResolved("r1", reader.LearnerId, DateTimeOffset.UnixEpoch, "sameError", "s1"));

        var told = await reader.NextAsync();
        Assert.AreEqual("resolved", told.EventType);
        Assert.Contains("\"struggleId\":\"s1\"", told.Data);
    }

    [TestMethod]
    public async Task A_message_too_long_for_the_database_still_reaches_the_pages_of_its_replica()
    {
        await using var accounts = await AccountSite.StartAsync();
        using var reader = await LiveReader.OpenAsync(accounts.Site);

        await accounts.Site.Services.GetRequiredService<LiveBroadcast>()
            .SendAsync(new LiveMessage("1", reader.LearnerId, "struggle", $"\"{new string('x', 8_000)}\""), CancellationToken.None);

        Assert.AreEqual(8_002, (await reader.NextAsync()).Data.Length);
    }

    [TestMethod]
    public async Task Only_the_sidecar_may_deliver()
    {
        await using var site = await Site.StartAsync();

        using var response = await site.Sidecar.DeliverAsync(Struggle("s1", "somebody"), token: "guess");

        Assert.AreEqual(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [TestMethod]
    public async Task A_stream_that_was_left_is_forgotten()
    {
        await using var site = await Site.StartAsync();
        var streams = site.Services.GetRequiredService<LiveStreams>();
        var reader = await LiveReader.OpenAsync(site);
        Assert.AreEqual(1, streams.Listeners);

        reader.Dispose();

        var left = Stopwatch.StartNew();
        while (streams.Listeners > 0 && left.Elapsed < TimeSpan.FromMinutes(1))
            await Task.Yield();

        Assert.AreEqual(0, streams.Listeners, "The stream is still open.");
    }

    [TestMethod]
    public void One_stream_too_many_ends_the_oldest()
    {
        var streams = new LiveStreams();
        var open = Enumerable.Range(0, LiveStreams.MostPerLearner + 1).Select(_ => streams.Open("ada")).ToList();

        streams.Send(new LiveMessage("1", "ada", "struggle", "{}"));

        Assert.IsTrue(open[0].Messages.Completion.IsCompletedSuccessfully);
        Assert.IsTrue(open.Skip(1).All(stream => stream.Messages.TryRead(out _)));
        open.ForEach(stream => stream.Dispose());
        Assert.AreEqual(0, streams.Listeners);
    }

    [TestMethod]
    public async Task What_a_page_missed_while_it_was_away_comes_when_it_is_back()
    {
        await using var site = await Site.StartAsync();
        using var ada = await LiveReader.OpenAsync(site);
        using var grace = await LiveReader.OpenAsync(site);
        using var before = await site.Sidecar.DeliverAsync(Struggle("s1", ada.LearnerId));
        var lastSeen = (await ada.NextAsync()).EventId;
        ada.Dispose();

        foreach (var (id, learner) in new[] { ("s2", ada.LearnerId), ("s3", grace.LearnerId), ("s4", ada.LearnerId) })
        {
            using var missed = await site.Sidecar.DeliverAsync(Struggle(id, learner));
        }

        using var back = await LiveReader.OpenAsync(site, ada.Visitor, lastSeen);
        Assert.Contains("\"id\":\"s2\"", (await back.NextAsync()).Data);
        Assert.Contains("\"id\":\"s4\"", (await back.NextAsync()).Data, "Grace's is not for Ada.");
        using var stranger = await LiveReader.OpenAsync(site, grace.Visitor, lastSeen);
        Assert.Contains("\"id\":\"s3\"", (await stranger.NextAsync()).Data, "Another's position opens nothing of theirs.");
    }

    [TestMethod]
    public void What_was_missed_from_the_beginning_comes_too_and_no_more_is_kept_than_is_said()
    {
        var streams = new LiveStreams();
        using var first = streams.Open("ada");
        for (var i = 1; i <= LiveStreams.MostKept + 1; i++)
            streams.Send(new LiveMessage($"m{i}", i % 100 == 1 ? "ada" : "grace", "struggle", "{}"));

        using var back = streams.Open("ada", first.Position);
        using var unknown = streams.Open("ada", "m1");

        Assert.AreEqual("m101 m201 m301 m401 m501", string.Join(' ', Read(back)), "m1 is not kept any more.");
        Assert.IsEmpty(Read(unknown), "A position that is not kept starts anew.");
        Assert.AreEqual($"m{LiveStreams.MostKept + 1}", unknown.Position);
    }

    private static List<string> Read(LiveStreams.Subscription stream)
    {
        var read = new List<string>();
        while (stream.Messages.TryRead(out var message))
            read.Add(message.Id);
        return read;
    }

    private static StruggleDetected Struggle(string id, string learner) => new(id, learner, DateTimeOffset.UnixEpoch, "sameError", "Why", ["a"]);
}
