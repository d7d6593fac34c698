using System.Net.Http.Json;
using Aspire.Hosting.Testing;
using LearnFlow.Tests.Security;
using LearnFlow.Tests.Web;

namespace LearnFlow.Tests.EndToEnd;

/// <summary>A person's account is deleted in the running system.</summary>
[TestClass]
public sealed class DeletionTests(TestContext context)
{
    /// <summary>Events that were published stay here for ten minutes, for a broker that loses its log; the table of what is kept says so.</summary>
    private const string Outbox = "public.outbox";

    private CancellationToken Cancellation => context.CancellationToken;

    [TestMethod, Timeout(180_000, CooperativeCancellation = true)]
    public async Task A_deleted_person_leaves_no_trace_in_any_store()
    {
        var (person, email, id) = await People.RegisterAsync(Cancellation);
        foreach (var _ in Enumerable.Range(0, 3))
        {
            await person.RunAsync("print(1/0)", Cancellation);
        }

        using var handedIn = await person.PostAsJsonAsync("/api/exercises/exercises/door-sign/submissions", new { code = "print('no')" }, Cancellation);
        Assert.AreEqual(200, (int)handedIn.StatusCode);
        using var helped = await person.PostAsJsonAsync("/api/triage/help", new { code = "print(1/0)", exerciseId = "door-sign" }, Cancellation);
        Assert.Contains("event: done", await helped.Content.ReadAsStringAsync(Cancellation));
        await person.AttemptsAsync(4, Cancellation);
        Assert.HasCount(3, (await TracesAsync(id)).Select(trace => trace.Split(' ')[0]).Distinct().ToList(), "All three databases know them.");

        using var deleted = await person.SubmitAsync("/account?handler=Delete", new() { ["current"] = People.Password }, "/account");

        Assert.AreEqual("/", deleted.Headers.Location?.OriginalString);
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while ((await TracesAsync(id)).Count > 0 || (await TracesAsync(email)).Count > 0)
        {
            await poll.WaitForNextTickAsync(Cancellation);
        }

        person.Dispose();
    }

    private async Task<List<string>> TracesAsync(string text)
    {
        var app = await RunningSystem.StartAsync(Cancellation);
        var found = new List<string>();
        foreach (var database in new[] { "identitydb", "exercisesdb", "statedb" })
        {
            var connection = await app.GetConnectionStringAsync(database, Cancellation);
            found.AddRange((await Traces.InAsync(connection!, text, Cancellation)).Where(table => table != Outbox || database != "statedb").Select(table => $"{database} {table}"));
        }

        return found;
    }
}
