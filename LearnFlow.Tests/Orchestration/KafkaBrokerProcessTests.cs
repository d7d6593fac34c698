using Confluent.Kafka;
using LearnFlow.Hosting.Kafka;

namespace LearnFlow.Tests.Orchestration;

[TestClass]
public sealed class KafkaBrokerProcessTests
{
    [TestMethod]
    public async Task Its_topics_are_there_when_it_is_ready()
    {
        await using var broker = await KafkaBrokerProcess.StartAsync(new() { Topics = new Dictionary<string, int> { ["events"] = 12 } });
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = broker.BootstrapServers }).Build();

        var topic = admin.GetMetadata(TimeSpan.FromSeconds(20)).Topics.Single();

        Assert.AreEqual("events", topic.Topic);
        Assert.HasCount(12, topic.Partitions);
    }

    [TestMethod]
    public async Task What_is_produced_is_consumed_on_the_advertised_port()
    {
        await using var broker = await KafkaBrokerProcess.StartAsync(new() { Topics = new Dictionary<string, int> { ["events"] = 1 } });
        using var producer = new ProducerBuilder<string, string>(new ProducerConfig { BootstrapServers = broker.BootstrapServers }).Build();
        await producer.ProduceAsync("events", new() { Key = "ada", Value = "hello" });

        using var consumer = new ConsumerBuilder<string, string>(new ConsumerConfig { BootstrapServers = broker.BootstrapServers, GroupId = "g" }).Build();
        consumer.Assign(new TopicPartitionOffset("events", 0, Offset.Beginning));
        var message = consumer.Consume(TimeSpan.FromSeconds(20));

        Assert.AreEqual("hello", message?.Message.Value);
    }

    [TestMethod]
    public async Task It_ends_on_request()
    {
        var broker = await KafkaBrokerProcess.StartAsync(new());

        await broker.DisposeAsync();

        Assert.IsTrue(broker.Completion.IsCompleted);
    }

    [TestMethod]
    public async Task A_taken_port_is_named()
    {
        await using var first = await KafkaBrokerProcess.StartAsync(new());
        var port = int.Parse(first.BootstrapServers.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture);

        var refusal = await Assert.ThrowsExactlyAsync<KafkaBrokerException>(() => KafkaBrokerProcess.StartAsync(new() { Port = port }));

        StringAssert.Contains(refusal.Message, $"Port {port} of 127.0.0.1 is in use");
    }
}
