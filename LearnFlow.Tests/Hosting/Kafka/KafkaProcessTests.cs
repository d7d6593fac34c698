using System.Diagnostics;
using System.Text;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Confluent.Kafka;
using LearnFlow.Hosting.Kafka;

namespace LearnFlow.Tests.Hosting.Kafka;

[TestClass]
public sealed class KafkaProcessTests
{
    private const string Topics = "--Kafka:Topics:events=12";

    [TestMethod]
    public async Task Its_topics_are_there_when_it_is_healthy_and_it_has_one_endpoint()
    {
        await using var application = await StartAsync(Topics);
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = await application.GetConnectionStringAsync("kafka") }).Build();

        var topic = admin.GetMetadata(TimeSpan.FromSeconds(20)).Topics.Single();

        Assert.AreEqual("events", topic.Topic);
        Assert.HasCount(12, topic.Partitions);
        Assert.AreEqual($"{application.GetEndpoint("kafka", "tcp").Authority}", await application.GetConnectionStringAsync("kafka"));
        Assert.ThrowsExactly<ArgumentException>(() => application.GetEndpoint("kafka", "internal"));
    }

    [TestMethod]
    public async Task After_a_kill_and_a_start_it_has_its_port_and_topics_and_its_clients_go_on()
    {
        await using var application = await StartAsync(Topics);
        var servers = (await application.GetConnectionStringAsync("kafka"))!;
        using var producer = new ProducerBuilder<string, string>(new ProducerConfig { BootstrapServers = servers, ReconnectBackoffMs = 50, ReconnectBackoffMaxMs = 500 }).Build();
        await producer.ProduceAsync("events", new() { Key = "a", Value = "before" }, TestApplication.Patience);
        using (var broker = Process.GetProcessById(await application.ProcessIdAsync("kafka-broker")))
        {
            broker.Kill();
        }

        var end = await application.WaitForEndAsync("kafka");
        await application.ExecuteCommandAsync("kafka", KnownResourceCommands.StartCommand);
        await application.ResourceNotifications.WaitForResourceAsync("kafka", e => e.Snapshot.State?.Text == KnownResourceStates.Running, TestApplication.Patience);
        await application.WaitForHealthyAsync("kafka");
        await producer.ProduceAsync("events", new() { Key = "a", Value = "after" }, TestApplication.Patience);

        StringAssert.StartsWith(end.Reason(), "'kafka-broker' ended with exit code ");
        Assert.AreEqual(servers, await application.GetConnectionStringAsync("kafka"));
        var message = KafkaMessageReader.ReadLast(servers, "events", 10, TestApplication.Patience).Single();
        Assert.AreEqual("after", Encoding.UTF8.GetString(message.Value!));
    }

    [TestMethod]
    public async Task A_topic_without_a_number_of_partitions_is_named()
    {
        var builder = TestApplication.CreateBuilder("--Kafka:Topics:events=many");
        builder.AddKafka("kafka").RunAsProcess();
        await using var application = await builder.BuildAsync(TestApplication.Patience);
        await application.StartAsync(TestApplication.Patience);

        var end = await application.WaitForEndAsync("kafka");

        Assert.AreEqual("The setting 'Kafka:Topics:events' is 'many': write the topic's number of partitions, from 1 to 10000.", end.Reason());
    }

    [TestMethod]
    public async Task The_last_messages_of_a_topic_are_browsed_without_a_group()
    {
        await using var application = await StartAsync(Topics);
        var servers = (await application.GetConnectionStringAsync("kafka"))!;
        using var producer = new ProducerBuilder<string, string>(new ProducerConfig { BootstrapServers = servers }).Build();
        for (var i = 1; i <= 30; i++)
        {
            await producer.ProduceAsync("events", new()
            {
                Key = $"learner-{i}",
                Value = $$"""{"n":{{i}},"text":"a ``` fence"}""",
                Headers = [new Header("traceparent", Encoding.UTF8.GetBytes($"00-{i:x32}-00f067aa0ba902b7-01"))],
            });
        }

        var result = await BrowseAsync(application, "events", "3");
        var missing = await BrowseAsync(application, "no-such-topic", "3");

        Assert.IsTrue(result.Success, result.Message);
        var markdown = result.Data!.Value;
        StringAssert.Contains(markdown, "key ` learner-30 `");
        StringAssert.Contains(markdown, "- ` traceparent ` ` 00-0000000000000000000000000000001e-00f067aa0ba902b7-01 `");
        StringAssert.Contains(markdown, "````json\n{\n  \"n\": 30,\n  \"text\": \"a ``` fence\"\n}\n````");
        Assert.IsTrue(markdown.IndexOf("learner-30", StringComparison.Ordinal) < markdown.IndexOf("learner-28", StringComparison.Ordinal));
        Assert.IsFalse(markdown.Contains("learner-27", StringComparison.Ordinal));
        Assert.IsFalse(missing.Success);
        Assert.ThrowsExactly<KafkaException>(() => KafkaMessageReader.ReadLast(servers, "no-such-topic", 3, TestApplication.Patience));
        Assert.HasCount(1, KafkaTopics.GetMetadata(servers).Topics);
    }

    [TestMethod]
    public void What_is_no_JSON_is_shown_bounded_and_never_as_markup()
    {
        KafkaMessage Message(byte[]? value) => new(DateTime.UnixEpoch, 0, 0, Key: null, [], value);

        var markdown = KafkaMessageMarkdown.Write("t", [Message(null), Message([0xFF, 0x00]), Message(Encoding.UTF8.GetBytes(new string('x', 10_000)))]);

        StringAssert.Contains(markdown, "(none)");
        StringAssert.Contains(markdown, "(2 bytes, not text) ff00");
        StringAssert.Contains(markdown, "… (6000 more characters)");
        Assert.AreEqual("` t ` is empty.", KafkaMessageMarkdown.Write("t", []));
    }

    private static async Task<DistributedApplication> StartAsync(params string[] args)
    {
        var application = await TestApplication.StartAsync(builder => builder.AddKafka("kafka").RunAsProcess(), args);
        await application.WaitForHealthyAsync("kafka");
        return application;
    }

    private static Task<ExecuteCommandResult> BrowseAsync(DistributedApplication application, string topic, string count)
    {
#pragma warning disable ASPIREINTERACTION001 // A command's arguments are marked as experimental.
        var arguments = new InteractionInputCollection(
        [
            new InteractionInput { Name = KafkaBrowseCommand.TopicInput, InputType = InputType.Choice, Value = topic },
            new InteractionInput { Name = KafkaBrowseCommand.CountInput, InputType = InputType.Number, Value = count },
        ]);
#pragma warning restore ASPIREINTERACTION001
        return application.ResourceCommands.ExecuteCommandAsync("kafka", KafkaBrowseCommand.Name, arguments, TestApplication.Patience);
    }
}
