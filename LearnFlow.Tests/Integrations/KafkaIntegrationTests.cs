using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Confluent.Kafka;
using LearnFlow.Hosting.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace LearnFlow.Tests.Integrations;

[TestClass]
public sealed class KafkaIntegrationTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task What_a_producer_sends_a_consumer_gets_and_both_are_healthy()
    {
        await using var broker = await KafkaBrokerProcess.StartAsync(
            new() { Topics = new Dictionary<string, int> { ["events"] = 1 } }, TestContext.CancellationToken);
        using var app = Build(broker.BootstrapServers, builder =>
        {
            builder.AddKafkaProducer<string, string>("kafka");
            builder.AddKafkaConsumer<string, string>("kafka", settings => settings.Config.GroupId = "readers");
        });

        await app.Services.GetRequiredService<IProducer<string, string>>()
            .ProduceAsync("events", new() { Key = "ada", Value = "hello" }, TestContext.CancellationToken);
        var consumer = app.Services.GetRequiredService<IConsumer<string, string>>();
        consumer.Assign(new TopicPartitionOffset("events", 0, Offset.Beginning));
        var received = consumer.Consume(TimeSpan.FromSeconds(20));

        Assert.AreEqual("hello", received?.Message.Value);
        var health = await app.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.CancellationToken);
        Assert.AreEqual(HealthStatus.Healthy, health.Status, string.Join("; ", health.Entries.Select(entry => $"{entry.Key}: {entry.Value.Exception}")));
        Assert.HasCount(2, health.Entries);
    }

    [TestMethod]
    public async Task A_message_carries_its_senders_trace_and_the_receivers_span_links_to_it()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Aspire.Confluent.Kafka",
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        var topic = $"orders-{Guid.NewGuid():N}";
        await using var broker = await KafkaBrokerProcess.StartAsync(new() { Topics = new Dictionary<string, int> { [topic] = 1 } }, TestContext.CancellationToken);
        using var app = Build(broker.BootstrapServers, builder =>
        {
            builder.AddKafkaProducer<Null, string>("kafka");
            builder.AddKeyedKafkaProducer<Null, string>("kafka", settings => settings.DisableTracing = true);
            builder.AddKafkaConsumer<Null, string>("kafka", settings => settings.Config.GroupId = "readers");
        });

        using var around = new Activity("an order").Start();
        var delivered = await app.Services.GetRequiredService<IProducer<Null, string>>().ProduceAsync(topic, new() { Value = "traced" }, TestContext.CancellationToken);
        await app.Services.GetRequiredKeyedService<IProducer<Null, string>>("kafka").ProduceAsync(topic, new() { Value = "silent" }, TestContext.CancellationToken);
        var consumer = app.Services.GetRequiredService<IConsumer<Null, string>>();
        consumer.Assign(new TopicPartitionOffset(topic, 0, Offset.Beginning));
        var received = consumer.Consume(TimeSpan.FromSeconds(20));
        var silent = consumer.Consume(TimeSpan.FromSeconds(20));

        var sent = spans.Single(s => s.DisplayName == $"send {topic}");
        var polled = spans.First(s => s.DisplayName == $"poll {topic}");
        Assert.AreEqual(sent.Id, Encoding.UTF8.GetString(received.Message.Headers.GetLastBytes("traceparent")));
        Assert.AreEqual(around.SpanId, sent.ParentSpanId);
        Assert.AreEqual(sent.SpanId, polled.Links.Single().Context.SpanId);
        Assert.AreEqual(delivered.Offset.Value, sent.GetTagItem("messaging.kafka.offset"));
        Assert.AreEqual("kafka", polled.GetTagItem("messaging.system"));
        Assert.AreEqual("silent", silent.Message.Value);
        Assert.IsEmpty(silent.Message.Headers);
    }

    [TestMethod]
    public async Task A_message_that_cannot_be_sent_ends_its_span_with_the_reason()
    {
        var failed = new TaskCompletionSource<Activity>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Aspire.Confluent.Kafka",
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = span =>
            {
                if (span.DisplayName == "send nowhere") failed.TrySetResult(span);
            },
        };
        ActivitySource.AddActivityListener(listener);
        using var app = Build("127.0.0.1:1", builder => builder.AddKafkaProducer<Null, string>("kafka", settings => settings.Config.MessageTimeoutMs = 100));

        await Assert.ThrowsAsync<KafkaException>(() => app.Services.GetRequiredService<IProducer<Null, string>>().ProduceAsync("nowhere", new() { Value = "x" }));

        var span = await failed.Task;
        Assert.AreEqual(ActivityStatusCode.Error, span.Status);
        Assert.AreEqual(nameof(ErrorCode.Local_MsgTimedOut), span.GetTagItem("error.type"));
    }

    [TestMethod]
    public async Task Without_a_broker_the_check_is_unhealthy()
    {
        using var app = Build("127.0.0.1:1", builder => builder.AddKafkaProducer<string, string>("kafka"));

        var health = await app.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.CancellationToken);

        Assert.AreEqual(HealthStatus.Unhealthy, health.Status);
    }

    [TestMethod]
    public void Missing_bootstrap_servers_and_a_missing_group_are_named()
    {
        using var app = Build(null, builder => builder.AddKafkaProducer<string, string>("kafka"));
        using var grouped = Build("127.0.0.1:1", builder => builder.AddKafkaConsumer<string, string>("kafka"));

        Assert.Contains("ConnectionStrings:kafka", Assert.ThrowsExactly<InvalidOperationException>(app.Services.GetRequiredService<IProducer<string, string>>).Message);
        Assert.Contains("group id", Assert.ThrowsExactly<InvalidOperationException>(grouped.Services.GetRequiredService<IConsumer<string, string>>).Message);
    }

    [TestMethod]
    public void Keyed_producers_read_their_own_section()
    {
        var names = new List<string>();
        using var app = Build("127.0.0.1:1", builder =>
        {
            builder.Configuration["Aspire:Confluent:Kafka:Producer:Config:ClientId"] = "general";
            builder.Configuration["Aspire:Confluent:Kafka:Producer:kafka:Config:ClientId"] = "special";
            builder.AddKeyedKafkaProducer<string, string>("kafka", settings => names.Add(settings.Config.ClientId));
            builder.AddKeyedKafkaProducer<string, string>("other", settings => names.Add(settings.Config.ClientId));
        });

        Assert.AreEqual("special general", string.Join(' ', names));
        Assert.IsNotNull(app.Services.GetRequiredKeyedService<IProducer<string, string>>("kafka"));
    }

    private static IHost Build(string? servers, Action<HostApplicationBuilder> configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration["ConnectionStrings:kafka"] = servers;
        builder.Services.AddLogging();
        configure(builder);
        return builder.Build();
    }
}
