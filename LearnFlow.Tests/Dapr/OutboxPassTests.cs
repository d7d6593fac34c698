using System.Text;
using LearnFlow.DaprSidecar.Outbox;
using LearnFlow.DaprSidecar.PubSub;
using Npgsql;

namespace LearnFlow.Tests.Dapr;

/// <summary>What becomes of outbox rows that the broker does not take, with a clock and a log of the test's own.</summary>
[TestClass]
public sealed class OutboxPassTests : IAsyncDisposable
{
    private readonly SetClock _clock = new();
    private readonly Log _log = new();
    private readonly List<string> _parked = [];
    private NpgsqlDataSource _database = null!;
    private OutboxTable _table = null!;
    private OutboxRows _rows = null!;

    [TestInitialize]
    public async Task CreateAsync()
    {
        _database = NpgsqlDataSource.Create(await Backends.NewDatabaseAsync());
        _table = await OutboxTable.CreateAsync(_database, "", CancellationToken.None);
        _rows = new OutboxRows(_database, "outbox", "app", "pubsub");
    }

    public async ValueTask DisposeAsync()
    {
        await _log.DisposeAsync();
        await _database.DisposeAsync();
    }

    [TestMethod]
    public async Task A_row_that_fails_by_its_own_fault_holds_its_key_alone_and_is_parked_after_five_tries()
    {
        await AddAsync(("bad", "ann"), ("behind", "ann"), ("other", "bob"));
        _log.Failures["bad"] = new InvalidOperationException("no");

        var outcome = await PassAsync();
        await PassAsync();
        Assert.AreEqual(new OutboxOutcome(false, TimeSpan.FromSeconds(2)), outcome);
        CollectionAssert.AreEqual(new[] { "bad", "other" }, _log.Tried, "the next try is due later");
        foreach (var pause in new[] { 2, 4, 8, 16 })
        {
            _clock.Now += TimeSpan.FromSeconds(pause);
            await AddAsync(($"other{pause}", "bob"));
            await PassAsync();
        }
        CollectionAssert.AreEqual(new[] { "bad" }, _parked);
        CollectionAssert.DoesNotContain(_log.Tried, "behind");
        await PassAsync();

        Assert.AreEqual("behind", _log.Taken[^1]);
        Assert.AreEqual(5, _log.Tried.Count(id => id == "bad"));
        Assert.AreEqual("the broker does not take it: no", (await _rows.ParkedAsync(CancellationToken.None)).Single().Reason);

        _log.Failures.Clear();
        Assert.IsTrue(await _rows.UnparkAsync("bad", CancellationToken.None));
        await PassAsync();

        Assert.AreEqual("bad", _log.Taken[^1]);
        Assert.IsEmpty(await _rows.ParkedAsync(CancellationToken.None));
    }

    [TestMethod]
    public async Task When_the_broker_takes_nothing_no_row_is_to_blame()
    {
        await AddAsync(("a", "ann"), ("b", "bob"), ("c", "ann"));
        _log.Failures["a"] = _log.Failures["b"] = new InvalidOperationException("away");

        await Assert.ThrowsExactlyAsync<InvalidOperationException>(PassAsync);
        _log.Failures.Clear();
        await PassAsync();

        CollectionAssert.AreEqual(new[] { "a", "b", "c" }, _log.Taken);
    }

    [TestMethod]
    public async Task A_message_that_can_never_be_taken_is_parked_when_it_is_alone_too()
    {
        await AddAsync(("large", "ann"));
        _log.Failures["large"] = new MessageRefusedException("too large", new InvalidOperationException());

        for (var tries = 0; tries < OutboxPass.MaxTries; tries++)
        {
            await PassAsync();
            _clock.Now += TimeSpan.FromSeconds(16);
        }

        CollectionAssert.AreEqual(new[] { "large" }, _parked);
    }

    private async Task AddAsync(params (string Id, string Key)[] events)
    {
        await using var connection = await _database.OpenConnectionAsync();
        await _table.AddAsync(connection, [.. events.Select(e => new OutboxEvent(e.Id, "app", "pubsub", "t", e.Key, Encoding.UTF8.GetBytes(e.Id)))], CancellationToken.None);
    }

    private async Task<OutboxOutcome> PassAsync()
    {
        await using var session = await _database.OpenConnectionAsync();
        return await OutboxPass.RunAsync(_rows, session, _log, _clock, (row, _) => _parked.Add(row.Id), CancellationToken.None);
    }

    private sealed class SetClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch;

        public override DateTimeOffset GetUtcNow() => Now;
    }

    /// <summary>A broker's log that refuses what the test says.</summary>
    private sealed class Log : ILogWriter
    {
        public Dictionary<string, Exception> Failures { get; } = [];

        public List<string> Tried { get; } = [];

        public List<string> Taken { get; } = [];

        public string LogId => "log";

        public CancellationToken Lost => CancellationToken.None;

        public Task<IReadOnlyList<Exception?>> PublishAsync(string topic, IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellation)
        {
            var ids = messages.Select(m => Encoding.UTF8.GetString(m.Data.Span)).ToList();
            Tried.AddRange(ids);
            Taken.AddRange(ids.Where(id => !Failures.ContainsKey(id)));
            return Task.FromResult<IReadOnlyList<Exception?>>([.. ids.Select(Failures.GetValueOrDefault)]);
        }

        public Task<bool> IsThereAsync(CancellationToken cancellation) => Task.FromResult(true);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
