using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Json;

namespace LearnFlow.Tests.Dapr.Crash;

/// <summary>
/// Transactions through the sidecar's outbox while the sidecar, the app, the broker and PostgreSQL are killed in turn. The rows that
/// PostgreSQL holds at the end are the truth: each must have reached the app.
/// </summary>
[TestClass]
public sealed class CrashTests
{
    private const int Writers = 8;
    private static readonly TimeSpan s_catchUp = TimeSpan.FromMinutes(3);
    private static readonly int s_transactions =
        int.Parse(Environment.GetEnvironmentVariable("LEARNFLOW_CRASH_TRANSACTIONS") ?? "1000", CultureInfo.InvariantCulture);

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task Every_committed_transaction_is_delivered_in_its_keys_order_whatever_is_killed()
    {
        await using var scene = new CrashScene();
        await scene.StartAsync();
        using var done = new CancellationTokenSource();
        var answered = new ConcurrentDictionary<(int Writer, int Number), bool>();
        var load = Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => WriteAsync(scene, writer, answered, done.Token)));

        var random = new Random(7);
        // Each kill comes at a random moment after the last one let transactions through again.
        var step = Math.Max(100, s_transactions / 40);
        for (var (goal, turn) = (step, 0); goal < s_transactions; goal += random.Next(step / 2, step), turn++)
        {
            await UntilAsync(() => answered.Count >= goal, "transactions go through", scene);
            await Task.Delay(random.Next(0, 40));
            var part = scene.Parts[turn % scene.Parts.Count];
            await part.KillAsync();
            if (random.Next(2) == 0)
                await Task.Delay(random.Next(0, 500));
            await part.StartAsync();
        }
        await UntilAsync(() => answered.Count >= s_transactions, "transactions go through", scene);
        await done.CancelAsync();
        await load;

        var committed = await scene.CommittedAsync();
        await UntilAsync(() => scene.Deliveries().Select(d => (d.Writer, d.Number)).Distinct().Count() >= committed.Count, "every event has arrived", scene);

        var deliveries = scene.Deliveries();
        var firsts = deliveries.DistinctBy(d => (d.Writer, d.Number)).ToList();
        TestContext.WriteLine($"{answered.Count} transactions answered, {committed.Count} committed, {firsts.Count} events delivered, " +
            $"{deliveries.Count - firsts.Count} deliveries again; kills: {string.Join(", ", scene.Parts.Select(p => $"{p.Name} {p.Kills}"))}");
        Assert.IsEmpty(answered.Keys.Except(committed), "what the sidecar answered as committed is in PostgreSQL");
        Assert.IsEmpty(committed.Except(firsts.Select(d => (d.Writer, d.Number))), "every committed transaction's event is delivered");
        Assert.IsEmpty(firsts.Select(d => (d.Writer, d.Number)).Except(committed), "no event without its transaction");
        Assert.HasCount(firsts.Count, deliveries.Select(d => d.EventId).Distinct(), "an event that comes again has the same id");
        foreach (var writer in firsts.GroupBy(d => d.Writer))
            CollectionAssert.AreEqual(writer.Select(d => d.Number).Order().ToList(), writer.Select(d => d.Number).ToList(), $"order of writer {writer.Key}");
        Assert.IsTrue(scene.Parts.All(p => p.Kills >= 2), "each part was killed");
    }

    // One transaction after the other; one that failed may or may not have been committed, and is not repeated.
    private static async Task WriteAsync(CrashScene scene, int writer, ConcurrentDictionary<(int, int), bool> answered, CancellationToken done)
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{scene.HttpPort}") };
        for (var number = 0; !done.IsCancellationRequested; number++)
        {
            var request = new
            {
                key = $"{writer}-{number}",
                value = new { writer, n = number },
                metadata = new { partitionKey = $"w{writer}", contentType = "application/json" },
            };
            try
            {
                using var response = await http.PostAsJsonAsync("/v1.0/state/statestore/transaction",
                    new { operations = new[] { new { operation = "upsert", request } } }, CancellationToken.None);
                if (response.IsSuccessStatusCode)
                    answered[(writer, number)] = true;
            }
            catch (HttpRequestException)
            {
                // The sidecar was killed.
            }
            await Task.WhenAll(scene.Parts.Select(part => part.WhenUp));
        }
    }

    private static async Task UntilAsync(Func<bool> condition, string what, CrashScene scene)
    {
        using var limit = new CancellationTokenSource(s_catchUp);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!condition())
            Assert.IsTrue(!limit.IsCancellationRequested && await timer.WaitForNextTickAsync(CancellationToken.None),
                $"not within {s_catchUp}: {what}.\n{scene.SidecarLog}");
    }
}
