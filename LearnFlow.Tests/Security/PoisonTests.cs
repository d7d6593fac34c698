using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using LearnFlow.Events;
using LearnFlow.Tests.ServiceDefaults;
using LearnFlow.Web.Live;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace LearnFlow.Tests.Security;

/// <summary>A message of a learner's making fits what carries it, and one that fails holds up nobody.</summary>
[TestClass]
public sealed class PoisonTests
{
    /// <summary>A character that JSON writes in six bytes.</summary>
    private const char Worst = '\u0001';

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void An_event_of_the_longest_texts_fits_a_Kafka_message()
    {
        var huge = new string(Worst, 2_000_000);
        ILearningEvent[] events =
        [
            new CodeExecuted("1", "ada", DateTimeOffset.UnixEpoch, huge, huge, "error", huge, huge, 1, huge),
            new ExerciseSubmitted("1", "ada", DateTimeOffset.UnixEpoch, huge, huge, 0, 1, huge, huge, huge),
            new HelpRequested("1", "ada", DateTimeOffset.UnixEpoch, huge, 1, huge),
            new StruggleDetected("1", "ada", DateTimeOffset.UnixEpoch, "rule", huge, [.. Enumerable.Repeat("id", 10_000)], huge),
        ];

        foreach (var learningEvent in events)
        {
            Assert.IsLessThan(900_000, JsonSerializer.SerializeToUtf8Bytes(learningEvent, learningEvent.GetType(), JsonConventions.Options).Length, learningEvent.GetType().Name);
        }
    }

    [TestMethod]
    public void An_alert_of_the_longest_texts_fits_a_notification()
    {
        var huge = new string(Worst, 100_000);
        var struggle = new StruggleDetected(
            $"sameError-{Guid.NewGuid()}", new string('a', 64), DateTimeOffset.MaxValue, "sameFailingTest", huge, [.. Enumerable.Repeat(Guid.NewGuid().ToString(), 100)], huge, huge, int.MaxValue);
        var message = new LiveMessage(Guid.NewGuid().ToString("N"), struggle.LearnerId, "struggle", JsonSerializer.Serialize(struggle, JsonConventions.Options));

        Assert.IsLessThan(8_000, Encoding.UTF8.GetByteCount(JsonSerializer.Serialize(message, JsonConventions.Options)));
    }

    [TestMethod]
    public void What_is_cut_shows_it_and_no_character_is_broken()
    {
        Assert.AreEqual("abcd…", EventText.Cut("abcdefgh", 5));
        Assert.AreEqual("abc…", EventText.Cut("abc😀fgh", 5));
        Assert.AreEqual("abcde", EventText.Cut("abcde", 5));
        Assert.IsNull(EventText.Cut(null, 5));
    }

    [TestMethod]
    [DataRow("code", 64 * 1024)]
    [DataRow("exerciseId", 100)]
    [DataRow("question", 2_000)]
    [DataRow("statement", 10_000)]
    public async Task A_question_to_the_tutor_with_a_text_over_its_bound_is_refused(string field, int bound)
    {
        var issuer = new TestIssuer();
        await using var triage = RunningService.StartTriage(issuer);
        triage.Client.DefaultRequestHeaders.Add("dapr-api-token", RunningService.SidecarToken);
        triage.Client.DefaultRequestHeaders.Add("dapr-caller-app-id", "web");
        triage.Client.DefaultRequestHeaders.Authorization = new("Bearer", issuer.Token("ada", Roles.Guest));
        var question = new Dictionary<string, string> { ["code"] = "print(1)", [field] = new('x', bound + 1) };

        using var response = await triage.Client.PostAsJsonAsync("/help", question, TestContext.CancellationToken);

        Assert.AreEqual(400, (int)response.StatusCode);
        Assert.Contains(field == "code" ? "larger than 64 KiB" : $"longer than {bound} characters", await response.Content.ReadAsStringAsync(TestContext.CancellationToken));
    }

    [TestMethod]
    public async Task An_event_that_fails_again_and_again_is_parked_and_can_be_delivered_again()
    {
        var issuer = new TestIssuer();
        var (parked, handled, broken) = (new ParkedInMemory(), new List<string>(), true);
        await using var service = await ServiceHost.StartAsync(
            new() { ["Authentication:Jwks"] = issuer.Jwks },
            map: app => app.MapSubscription(Topics.StruggleAlerts, "/events/test", events => events.On<StruggleResolved>((resolved, _, _) =>
            {
                handled.Add(resolved.Id);
                return broken ? throw new InvalidOperationException("payload string too long") : Task.CompletedTask;
            })),
            services: services => services.AddSingleton<IParkedEvents>(parked));
        var envelope = JsonSerializer.Serialize(
            new { type = StruggleResolved.Type, data = new StruggleResolved("poison-1", "ada", DateTimeOffset.UnixEpoch, "rule", "s") }, JsonConventions.Options);

        var statuses = new List<int>();
        for (var tries = 0; tries < 5; tries++)
        {
            using var delivered = await service.PostJsonAsync("/events/test", envelope);
            statuses.Add((int)delivered.StatusCode);
        }

        CollectionAssert.AreEqual(new[] { 500, 500, 500, 500, 200 }, statuses);
        service.Client.DefaultRequestHeaders.Authorization = new("Bearer", issuer.Token("root", Roles.Administrator));
        using (var list = JsonDocument.Parse(await service.Client.GetStringAsync("/events/parked")))
        {
            var only = list.RootElement.EnumerateArray().Single();
            Assert.AreEqual("poison-1", only.GetProperty("id").GetString());
            Assert.Contains("payload string too long", only.GetProperty("error").GetString()!);
        }

        using var again = await service.PostJsonAsync("/events/parked/poison-1/deliver", "{}");
        Assert.AreEqual(409, (int)again.StatusCode);
        broken = false;
        using var repaired = await service.PostJsonAsync("/events/parked/poison-1/deliver", "{}");
        Assert.AreEqual(204, (int)repaired.StatusCode);
        Assert.HasCount(7, handled);
        Assert.IsEmpty(parked.Kept);
    }

    [TestMethod]
    public async Task An_event_that_fails_because_a_part_is_away_is_never_parked()
    {
        var parked = new ParkedInMemory();
        await using var service = await ServiceHost.StartAsync(
            map: app => app.MapSubscription(Topics.StruggleAlerts, "/events/test", events => events.On<StruggleResolved>((_, _, _) =>
                throw new InvalidOperationException("outer", new HttpRequestException("The state store does not answer.")))),
            services: services => services.AddSingleton<IParkedEvents>(parked));
        var envelope = JsonSerializer.Serialize(
            new { type = StruggleResolved.Type, data = new StruggleResolved("1", "ada", DateTimeOffset.UnixEpoch, "rule", "s") }, JsonConventions.Options);

        for (var tries = 0; tries < 20; tries++)
        {
            using var delivered = await service.PostJsonAsync("/events/test", envelope);
            Assert.AreEqual(503, (int)delivered.StatusCode);
        }

        Assert.IsEmpty(parked.Kept);
    }
}
