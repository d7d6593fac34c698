using System.Text.Json;
using Aspire.Hosting.Testing;
using Confluent.Kafka;
using Npgsql;

namespace LearnFlow.Tests.EndToEnd;

/// <summary>The learning flow: run → result → event → struggle → nudge, seen from every side.</summary>
[TestClass]
public sealed class LearningFlowTests(TestContext context)
{
    private CancellationToken Cancellation => context.CancellationToken;

    [TestMethod, Timeout(180_000, CooperativeCancellation = true)]
    public async Task A_learner_who_divides_by_zero_three_times_is_nudged_live()
    {
        using var learner = await RunningSystem.NewLearnerAsync(Cancellation);

        var struggle = await learner.DivideByZeroUntilNudgedAsync(Cancellation);

        Assert.HasCount(3, struggle.GetProperty("attemptIds").EnumerateArray().ToList());
        Assert.Contains("ZeroDivisionError", struggle.GetProperty("reason").GetString()!);
    }

    [TestMethod, Timeout(180_000, CooperativeCancellation = true)]
    public async Task A_learner_whose_errors_differ_is_left_alone()
    {
        using var learner = await RunningSystem.NewLearnerAsync(Cancellation);

        foreach (var code in new[] { "print(1/0)", "print(x)", "print(1/0)", "print('fine')", "print(1/0)" })
            await learner.RunAsync(code, Cancellation);

        await learner.AttemptsAsync(5, Cancellation);
        Assert.AreEqual("[]", await learner.GetStringAsync("/api/triage/struggles", Cancellation));
    }

    [TestMethod, Timeout(180_000, CooperativeCancellation = true)]
    public async Task A_run_leaves_no_row_of_its_own_once_its_event_is_on_the_way()
    {
        using var learner = await RunningSystem.NewLearnerAsync(Cancellation);
        var id = (await learner.RunAsync("print('stored')", Cancellation)).GetProperty("id").GetString();
        await learner.AttemptsAsync(1, Cancellation);

        var app = await RunningSystem.StartAsync(Cancellation);
        await using var database = NpgsqlDataSource.Create((await app.GetConnectionStringAsync("statedb", Cancellation))!);
        await using var command = database.CreateCommand("SELECT count(*) FROM state WHERE key = $1");
        command.Parameters.AddWithValue($"sandbox||run-{id}");

        Assert.AreEqual(0L, await command.ExecuteScalarAsync(Cancellation));
    }

    [TestMethod, Timeout(180_000, CooperativeCancellation = true)]
    public async Task Any_Kafka_client_reads_the_run_as_a_CloudEvent_keyed_by_its_learner()
    {
        using var learner = await RunningSystem.NewLearnerAsync(Cancellation);
        var id = (await learner.RunAsync("print('published')", Cancellation)).GetProperty("id").GetString();
        var app = await RunningSystem.StartAsync(Cancellation);

        using var consumer = new ConsumerBuilder<string, string>(new ConsumerConfig
        {
            BootstrapServers = await app.GetConnectionStringAsync("kafka", Cancellation),
            GroupId = $"test-{id}",
            GroupProtocol = GroupProtocol.Consumer,
            AutoOffsetReset = AutoOffsetReset.Earliest,
            FetchWaitMaxMs = 10,
        }).Build();
        consumer.Subscribe("learning-events");

        while (true)
        {
            var message = consumer.Consume(Cancellation).Message;
            var cloudEvent = JsonSerializer.Deserialize<JsonElement>(message.Value);
            if (cloudEvent.GetProperty("data").GetProperty("id").GetString() != id)
                continue;
            Assert.AreEqual("1.0", cloudEvent.GetProperty("specversion").GetString());
            Assert.AreEqual("code.executed", cloudEvent.GetProperty("type").GetString());
            Assert.AreEqual("sandbox", cloudEvent.GetProperty("source").GetString());
            Assert.AreEqual("application/json", cloudEvent.GetProperty("datacontenttype").GetString());
            Assert.AreEqual(message.Key, cloudEvent.GetProperty("data").GetProperty("learnerId").GetString());
            return;
        }
    }

    [TestMethod, Timeout(180_000, CooperativeCancellation = true)]
    [DataRow("{\"language\":\"cobol\",\"code\":\"x\"}", DisplayName = "unknown language")]
    [DataRow("{\"language\":\"python\",", DisplayName = "malformed JSON")]
    [DataRow("{\"language\":\"python\"}", DisplayName = "no code")]
    [DataRow(null, DisplayName = "code over 64 KiB")]
    [DataRow("\u00ff", DisplayName = "not UTF-8")]
    public async Task Bad_input_is_a_400_problem_that_says_what_is_wrong(string? body)
    {
        using var learner = await RunningSystem.NewLearnerAsync(Cancellation);
        body ??= JsonSerializer.Serialize(new { language = "python", code = new string('#', 64 * 1024 + 1) });
        using var content = new ByteArrayContent(System.Text.Encoding.Latin1.GetBytes(body)) { Headers = { ContentType = new("application/json") } };

        using var response = await learner.PostAsync("/api/sandbox/run", content, Cancellation);

        Assert.AreEqual(400, (int)response.StatusCode);
        Assert.AreEqual("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync(Cancellation));
        Assert.IsGreaterThan(10, problem.GetProperty("detail").GetString()!.Length);
    }

    [TestMethod, Timeout(180_000, CooperativeCancellation = true)]
    public async Task Exercises_and_concepts_are_listed_and_read_through_the_gateway()
    {
        using var learner = await RunningSystem.NewLearnerAsync(Cancellation);

        foreach (var (list, text) in new[] { ("/api/exercises/exercises", "statement"), ("/api/concepts/concepts", "body") })
        {
            var entries = JsonSerializer.Deserialize<JsonElement>(await learner.GetStringAsync(list, Cancellation));
            var slug = entries[0].GetProperty("slug").GetString();
            var entry = JsonSerializer.Deserialize<JsonElement>(await learner.GetStringAsync($"{list}/{slug}", Cancellation));
            Assert.AreNotEqual("", entry.GetProperty(text).GetString());
        }
    }
}
