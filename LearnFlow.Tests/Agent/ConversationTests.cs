using LearnFlow.Events;
using LearnFlow.DaprSidecar;
using LearnFlow.Tests.Dapr;
using LearnFlow.Triage.Agent;
using Microsoft.Extensions.Logging.Abstractions;

namespace LearnFlow.Tests.Agent;

/// <summary>The memory of conversations in a real sidecar's state store on PostgreSQL.</summary>
[TestClass]
public sealed class ConversationTests(TestContext context)
{
    private static SidecarSession s_dapr = null!;

    [ClassInitialize]
    public static async Task StartAsync(TestContext _) => s_dapr = await SidecarSession.StartAsync(
        new SidecarOptions { AppId = "triage", Components = [Backends.State(await Backends.NewDatabaseAsync()) with { Name = Topics.StateStore }] });

    [ClassCleanup]
    public static async Task StopAsync() => await s_dapr.DisposeAsync();

    [TestMethod]
    public async Task The_latest_four_turns_are_remembered()
    {
        var conversations = Conversations();
        for (var number = 1; number <= 6; number++)
        {
            var before = await conversations.LoadAsync("ada", "steps", context.CancellationToken);
            await conversations.SaveAsync("ada", "steps", before, new Turn($"question {number}", "answer"), context.CancellationToken);
        }

        var turns = await conversations.LoadAsync("ada", "steps", context.CancellationToken);

        Assert.AreEqual("question 3, question 4, question 5, question 6", string.Join(", ", turns.Select(turn => turn.Question)));
        Assert.IsEmpty(await conversations.LoadAsync("ada", "another", context.CancellationToken));
    }

    [TestMethod]
    public async Task A_conversation_is_forgotten_two_hours_after_its_last_answer()
    {
        var before = DateTimeOffset.UtcNow;
        await Conversations().SaveAsync("grace", "steps", [], new Turn("why?", "look at line 2"), context.CancellationToken);
        var after = DateTimeOffset.UtcNow;

        var answer = await s_dapr.SendAsync("GET", $"/v1.0/state/{Topics.StateStore}/conversation-grace-steps");

        var expires = DateTimeOffset.Parse(answer.Headers["metadata.ttlexpiretime"], System.Globalization.CultureInfo.InvariantCulture);
        Assert.IsTrue(expires >= before.AddHours(2).AddSeconds(-1) && expires <= after.AddHours(2).AddSeconds(1), $"{expires:O}");
    }

    private static DaprConversations Conversations() => new(s_dapr.Client, NullLogger<DaprConversations>.Instance);
}
