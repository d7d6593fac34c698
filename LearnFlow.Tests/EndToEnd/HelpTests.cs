using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Aspire.Hosting.Testing;
using Confluent.Kafka;

namespace LearnFlow.Tests.EndToEnd;

/// <summary>Help through the running system: gateway, Triage, sandbox, Exercises, Concepts, Kafka.</summary>
[TestClass]
public sealed class HelpTests(TestContext context)
{
    private const string GoodDays = "def good_days(steps, goal):\n    count = 0\n    for day in steps:\n        if day > goal:\n            count += 1\n    return count\n";

    private CancellationToken Cancellation => context.CancellationToken;

    [TestMethod, Timeout(180_000, CooperativeCancellation = true)]
    public async Task Each_request_goes_deeper_and_both_events_are_told()
    {
        using var learner = await RunningSystem.NewLearnerAsync(Cancellation);
        var levels = new List<int>();
        string request;
        do
        {
            var answer = await AskAsync(learner, new { code = "people = 0\nprint(10 / people)" });
            Assert.AreEqual("divisionByZero", answer.Diagnosis.GetProperty("misconception").GetString());
            levels.Add(answer.Diagnosis.GetProperty("level").GetInt32());
            request = answer.RequestId;
        }
        while (levels[^1] < 3); // the next level is given once the request before has come back as an event

        CollectionAssert.AreEqual(levels.Order().ToList(), levels);
        Assert.AreEqual(1, levels[0]);
        await AssertToldAsync(request, "help.requested", "help.given");
    }

    [TestMethod, Timeout(180_000, CooperativeCancellation = true)]
    public async Task Tests_that_come_with_the_request_are_run_and_the_failing_behaviour_and_its_line_are_named()
    {
        using var learner = await RunningSystem.NewLearnerAsync(Cancellation);
        object[] tests =
        [
            new { name = "above", function = "good_days", args = new object[] { new[] { 9, 2 }, 5 }, expected = 1 },
            new { name = "exactly the goal", function = "good_days", args = new object[] { new[] { 5 }, 5 }, expected = 1 },
        ];

        var answer = await AskAsync(learner, new { code = GoodDays, level = 2, tests, statement = "On how many days was the goal reached?" });

        Assert.AreEqual("wrong", answer.Diagnosis.GetProperty("verdict").GetString());
        Assert.AreEqual(4, answer.Diagnosis.GetProperty("line").GetInt32());
        Assert.AreEqual("good_days([5], 5)", answer.Diagnosis.GetProperty("failingTest").GetProperty("input").GetString());
        Assert.Contains("expects `1`, but the result is `0`", answer.Text);
        Assert.DoesNotContain(">=", answer.Text);

        var right = await AskAsync(learner, new { code = GoodDays.Replace("day > goal", "day >= goal", StringComparison.Ordinal), tests });
        Assert.AreEqual("right", right.Diagnosis.GetProperty("verdict").GetString());
        Assert.AreEqual(JsonValueKind.Null, right.Diagnosis.GetProperty("misconception").ValueKind);
    }

    [TestMethod, Timeout(180_000, CooperativeCancellation = true)]
    public async Task For_an_exercise_of_the_course_hidden_tests_are_run_but_not_shown()
    {
        using var learner = await RunningSystem.NewLearnerAsync(Cancellation);

        var answer = await AskAsync(learner, new { code = GoodDays, exerciseId = "steps-above-goal", level = 3 });

        Assert.AreEqual("wrong", answer.Diagnosis.GetProperty("verdict").GetString());
        Assert.AreEqual(5, answer.Diagnosis.GetProperty("testsTotal").GetInt32());
        Assert.AreEqual(4, answer.Diagnosis.GetProperty("line").GetInt32());
        Assert.DoesNotContain("[100, 99]", answer.Text, "the data of a hidden test");
    }

    [TestMethod, Timeout(180_000, CooperativeCancellation = true)]
    public async Task A_question_on_a_concept_is_explained_by_Concepts_in_the_same_stream()
    {
        using var learner = await RunningSystem.NewLearnerAsync(Cancellation);

        var answer = await AskAsync(learner, new { code = "", question = "What does range do in Python?" });
        var offTopic = await AskAsync(learner, new { code = "", question = "Who will win the football cup next year?" });

        Assert.AreEqual("conceptQuestion", answer.Diagnosis.GetProperty("kind").GetString());
        Assert.Contains("```python", answer.Text);
        Assert.AreEqual("offTopic", offTopic.Diagnosis.GetProperty("kind").GetString());
    }

    [TestMethod, Timeout(180_000, CooperativeCancellation = true)]
    public async Task Feedback_is_taken_from_the_learner_who_asked_and_a_guest_sees_no_other_learners_struggles()
    {
        using var learner = await RunningSystem.NewLearnerAsync(Cancellation);
        using var other = await RunningSystem.NewLearnerAsync(Cancellation);
        var request = (await AskAsync(learner, new { code = "print(x)" })).RequestId;

        Assert.AreEqual(HttpStatusCode.NoContent, await RateAsync(learner, request));
        Assert.AreEqual(HttpStatusCode.NotFound, await RateAsync(other, request));
        Assert.AreEqual(HttpStatusCode.NotFound, await RateAsync(learner, Guid.NewGuid().ToString()));
        await AssertToldAsync(request, "help.rated");
        using var spying = await other.GetAsync("/api/triage/learners/struggles?learner=ada", Cancellation);
        Assert.AreEqual(HttpStatusCode.Forbidden, spying.StatusCode);
    }

    private async Task<HttpStatusCode> RateAsync(HttpClient learner, string request)
    {
        using var response = await learner.PostAsJsonAsync($"/api/triage/help/{request}/feedback", new { helped = true }, Cancellation);
        return response.StatusCode;
    }

    private async Task<Answer> AskAsync(HttpClient learner, object question)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/triage/help") { Content = JsonContent.Create(question) };
        using var response = await learner.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        Assert.AreEqual(HttpStatusCode.OK, response.StatusCode, response.IsSuccessStatusCode ? "" : await response.Content.ReadAsStringAsync(Cancellation));
        JsonElement diagnosis = default;
        var text = "";
        await foreach (var item in SseParser.Create(await response.Content.ReadAsStreamAsync(Cancellation)).EnumerateAsync(Cancellation))
        {
            var data = JsonSerializer.Deserialize<JsonElement>(item.Data);
            if (item.EventType == "diagnosis")
                diagnosis = data;
            else if (item.EventType == "text")
                text += data.GetProperty("text").GetString();
            else if (item.EventType == "done")
                return new(diagnosis, text, data.GetProperty("requestId").GetString()!);
        }

        throw new AssertFailedException("The answer ended without the event 'done'.");
    }

    /// <summary>Reads the topic from its start until every type was told of the request.</summary>
    private async Task AssertToldAsync(string request, params string[] types)
    {
        var app = await RunningSystem.StartAsync(Cancellation);
        using var consumer = new ConsumerBuilder<string, string>(new ConsumerConfig
        {
            BootstrapServers = await app.GetConnectionStringAsync("kafka", Cancellation),
            GroupId = $"help-{Guid.NewGuid()}",
            GroupProtocol = GroupProtocol.Consumer,
            AutoOffsetReset = AutoOffsetReset.Earliest,
            FetchWaitMaxMs = 10,
        }).Build();
        consumer.Subscribe("learning-events");
        var missing = types.ToHashSet();
        while (missing.Count > 0)
        {
            var cloudEvent = consumer.Consume(Cancellation).Message.Value;
            if (cloudEvent.Contains(request, StringComparison.Ordinal))
                missing.Remove(JsonSerializer.Deserialize<JsonElement>(cloudEvent).GetProperty("type").GetString()!);
        }
    }

    private sealed record Answer(JsonElement Diagnosis, string Text, string RequestId);
}
