using LearnFlow.DaprSidecar.PubSub;

namespace LearnFlow.Tests.Dapr;

/// <summary>What becomes of a partition's messages when their delivery is stopped.</summary>
[TestClass]
public sealed class OrderedDeliveryTests
{
    private readonly TaskCompletionSource<IReadOnlyList<Exception?>> _answer = new();
    private readonly TaskCompletionSource<CancellationToken> _underWay = new();
    private readonly List<string> _done = [];

    [TestMethod]
    public async Task The_message_under_way_is_finished_and_no_other_is_begun()
    {
        await using var delivery = await StartAsync();
        var cancelled = await _underWay.Task;

        var stopping = delivery.StopAsync(TimeSpan.FromMinutes(1));
        Assert.IsFalse(cancelled.IsCancellationRequested);
        _answer.SetResult([null]);
        await stopping;

        CollectionAssert.AreEqual(new[] { "first" }, _done);
    }

    [TestMethod]
    public async Task A_message_that_does_not_end_in_time_is_cancelled_and_not_done()
    {
        await using var delivery = await StartAsync();

        await delivery.StopAsync(TimeSpan.Zero);

        Assert.IsTrue((await _underWay.Task).IsCancellationRequested);
        Assert.IsEmpty(_done);
    }

    private async Task<OrderedDelivery> StartAsync()
    {
        var delivery = new OrderedDelivery(new TopicConsumer("topic", _ => Task.CompletedTask, async (_, cancellation) =>
        {
            _underWay.TrySetResult(cancellation);
            return await _answer.Task.WaitAsync(cancellation);
        }, 1, TimeSpan.Zero), TimeProvider.System, message => _done.Add(message.Topic));
        delivery.Add(new IncomingMessage("first", [], new Dictionary<string, string>()));
        delivery.Add(new IncomingMessage("second", [], new Dictionary<string, string>()));
        await _underWay.Task;
        return delivery;
    }
}
