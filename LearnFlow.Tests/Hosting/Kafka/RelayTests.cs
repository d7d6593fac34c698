using System.Net;
using System.Net.Sockets;
using LearnFlow.KafkaBroker;

namespace LearnFlow.Tests.Hosting.Kafka;

/// <summary>The relay between clients and a cluster whose answers the test writes.</summary>
[TestClass]
public sealed class RelayTests
{
    private const short Version = 16;
    private const int TenMinutes = 600_000;

    [TestMethod]
    public async Task An_empty_answer_is_kept_until_something_is_produced_and_then_asked_for_again()
    {
        using var cluster = new Cluster();
        using var consumer = await cluster.ConnectAsync();
        using var producer = await cluster.ConnectAsync();

        await consumer.Client.WriteAsync(KafkaFrames.FetchRequest(Version, 1, TenMinutes));
        var asked = await KafkaFrames.ReadAsync(consumer.Server);
        await consumer.Server.WriteAsync(KafkaFrames.FetchResponse(Version, 1));
        await producer.Client.WriteAsync(KafkaFrames.Request(KafkaFrames.Produce, 9));
        await KafkaFrames.ReadAsync(producer.Server);
        await producer.Server.WriteAsync(KafkaFrames.Response(9));
        var askedAgain = await KafkaFrames.ReadAsync(consumer.Server);
        var records = KafkaFrames.FetchResponse(Version, 1, records: new byte[100]);
        await consumer.Server.WriteAsync(records);

        CollectionAssert.AreEqual(KafkaFrames.FetchRequest(Version, 1, maxWait: 0), asked);
        CollectionAssert.AreEqual(asked, askedAgain);
        CollectionAssert.AreEqual(records, await KafkaFrames.ReadAsync(consumer.Client));
        CollectionAssert.AreEqual(KafkaFrames.Response(9), await KafkaFrames.ReadAsync(producer.Client));
    }

    [TestMethod]
    public async Task What_was_produced_between_question_and_answer_is_asked_for()
    {
        using var cluster = new Cluster();
        using var consumer = await cluster.ConnectAsync();
        using var producer = await cluster.ConnectAsync();
        await consumer.Client.WriteAsync(KafkaFrames.FetchRequest(Version, 1, TenMinutes));
        await KafkaFrames.ReadAsync(consumer.Server);
        await producer.Client.WriteAsync(KafkaFrames.Request(KafkaFrames.Produce, 9));
        await KafkaFrames.ReadAsync(producer.Server);
        await producer.Server.WriteAsync(KafkaFrames.Response(9));
        await KafkaFrames.ReadAsync(producer.Client);

        await consumer.Server.WriteAsync(KafkaFrames.FetchResponse(Version, 1));

        Assert.IsNotNull(await KafkaFrames.ReadAsync(consumer.Server));
    }

    [TestMethod]
    public async Task An_empty_answer_is_given_when_the_clients_wait_is_over()
    {
        using var cluster = new Cluster();
        using var consumer = await cluster.ConnectAsync();

        await consumer.Client.WriteAsync(KafkaFrames.FetchRequest(Version, 1, maxWait: 50));
        await KafkaFrames.ReadAsync(consumer.Server);
        var empty = KafkaFrames.FetchResponse(Version, 1);
        await consumer.Server.WriteAsync(empty);

        CollectionAssert.AreEqual(empty, await KafkaFrames.ReadAsync(consumer.Client));
    }

    [TestMethod]
    public async Task An_error_is_passed_on_at_once()
    {
        using var cluster = new Cluster();
        using var consumer = await cluster.ConnectAsync();

        await consumer.Client.WriteAsync(KafkaFrames.FetchRequest(Version, 1, TenMinutes));
        await KafkaFrames.ReadAsync(consumer.Server);
        var error = KafkaFrames.FetchResponse(Version, 1, error: 6);
        await consumer.Server.WriteAsync(error);

        CollectionAssert.AreEqual(error, await KafkaFrames.ReadAsync(consumer.Client));
    }

    [TestMethod]
    public async Task The_clients_next_request_ends_the_wait_and_is_answered_after_it()
    {
        using var cluster = new Cluster();
        using var consumer = await cluster.ConnectAsync();
        await consumer.Client.WriteAsync(KafkaFrames.FetchRequest(Version, 1, TenMinutes));
        await KafkaFrames.ReadAsync(consumer.Server);
        await consumer.Server.WriteAsync(KafkaFrames.FetchResponse(Version, 1));

        await consumer.Client.WriteAsync(KafkaFrames.Request(KafkaFrames.Metadata, 2));
        var first = await KafkaFrames.ReadAsync(consumer.Client);
        var request = await KafkaFrames.ReadAsync(consumer.Server);
        await consumer.Server.WriteAsync(KafkaFrames.Response(2));

        Assert.AreEqual(1, KafkaFrames.CorrelationId(first!, isRequest: false));
        Assert.AreEqual(2, KafkaFrames.CorrelationId(request!, isRequest: true));
        Assert.AreEqual(2, KafkaFrames.CorrelationId((await KafkaFrames.ReadAsync(consumer.Client))!, isRequest: false));
    }

    [TestMethod]
    public async Task Frames_larger_than_its_buffer_pass_whole_in_both_directions()
    {
        using var cluster = new Cluster();
        using var consumer = await cluster.ConnectAsync();
        await consumer.Client.WriteAsync(KafkaFrames.FetchRequest(Version, 1, TenMinutes));
        await KafkaFrames.ReadAsync(consumer.Server);
        var records = KafkaFrames.FetchResponse(Version, 1, records: [.. Enumerable.Range(0, 1_000_000).Select(i => (byte)i)]);

        var answering = consumer.Server.WriteAsync(records).AsTask();
        CollectionAssert.AreEqual(records, await KafkaFrames.ReadAsync(consumer.Client));
        await answering;
        var batch = KafkaFrames.Response(correlationId: 0, length: 1_000_000); // Key 0: a Produce of a megabyte.
        var producing = consumer.Client.WriteAsync(batch).AsTask();

        CollectionAssert.AreEqual(batch, await KafkaFrames.ReadAsync(consumer.Server));
        await producing;
    }

    [TestMethod]
    [DataRow("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")]
    [DataRow("\0\0\0\0\0\0\0\0\0\0\0\0")]
    [DataRow("\x7f\x7f\x7f\x7f\0\0\0\0\0\0\0\0")]
    public async Task What_is_not_Kafka_closes_its_own_connection_only(string garbage)
    {
        using var cluster = new Cluster();
        using var other = await cluster.ConnectAsync();
        using var stranger = await cluster.ConnectAsync();

        await stranger.Client.WriteAsync(System.Text.Encoding.Latin1.GetBytes(garbage));
        Assert.IsNull(await KafkaFrames.ReadAsync(stranger.Client));

        await other.Client.WriteAsync(KafkaFrames.Request(KafkaFrames.Metadata, 1));
        Assert.IsNotNull(await KafkaFrames.ReadAsync(other.Server));
    }

    [TestMethod]
    public async Task A_client_that_leaves_during_its_wait_takes_its_connection_with_it()
    {
        using var cluster = new Cluster();
        using var consumer = await cluster.ConnectAsync();
        await consumer.Client.WriteAsync(KafkaFrames.FetchRequest(Version, 1, TenMinutes));
        await KafkaFrames.ReadAsync(consumer.Server);
        await consumer.Server.WriteAsync(KafkaFrames.FetchResponse(Version, 1));

        consumer.Client.Dispose();

        Assert.IsNull(await KafkaFrames.ReadAsync(consumer.Server));
    }

    [TestMethod]
    public void A_taken_port_is_refused()
    {
        using var first = Relay.TryListen(0, targetPort: 1)!;

        Assert.IsNull(Relay.TryListen(first.Port, targetPort: 1));
    }

    private sealed class Cluster : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly Relay _relay;

        public Cluster()
        {
            _listener.Start();
            _relay = Relay.TryListen(0, ((IPEndPoint)_listener.LocalEndpoint).Port)!;
            _ = _relay.ServeAsync();
        }

        public async Task<Connection> ConnectAsync()
        {
            var client = new TcpClient { NoDelay = true };
            await client.ConnectAsync(IPAddress.Loopback, _relay.Port);
            var server = await _listener.AcceptTcpClientAsync(TestApplication.Patience);
            return new Connection(client.GetStream(), server.GetStream());
        }

        public void Dispose()
        {
            _relay.Dispose();
            _listener.Dispose();
        }
    }

    /// <summary>A client's end and the cluster's end of a connection through the relay.</summary>
    private sealed record Connection(NetworkStream Client, NetworkStream Server) : IDisposable
    {
        public void Dispose()
        {
            Client.Dispose();
            Server.Dispose();
        }
    }
}
