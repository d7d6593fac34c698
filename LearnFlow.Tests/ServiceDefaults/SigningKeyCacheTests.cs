using Microsoft.IdentityModel.Tokens;

namespace LearnFlow.Tests.ServiceDefaults;

[TestClass]
public sealed class SigningKeyCacheTests
{
    [TestMethod]
    public async Task An_unknown_key_id_asks_the_issuer_again_but_made_up_ones_do_not_flood_it()
    {
        var source = new Source();
        var clock = new Clock();
        using var cache = new SigningKeyCache(source, clock);

        Assert.IsNotNull(await cache.FindAsync("first", default));
        for (var i = 0; i < 100; i++)
            Assert.IsNull(await cache.FindAsync($"made-up-{i}", default));

        Assert.AreEqual(1, source.Reads);
        source.Keys.Add("second");
        clock.Now += SigningKeyCache.ShortestPause;
        Assert.IsNotNull(await cache.FindAsync("second", default));
        Assert.AreEqual(2, source.Reads);
    }

    [TestMethod]
    public async Task A_key_that_was_withdrawn_is_forgotten()
    {
        var source = new Source();
        var clock = new Clock();
        using var cache = new SigningKeyCache(source, clock);
        Assert.IsNotNull(await cache.FindAsync("first", default));

        source.Keys.Clear();
        clock.Now += SigningKeyCache.Age;

        Assert.IsNull(await cache.FindAsync("first", default));
    }

    private sealed class Source : ISigningKeySource
    {
        public List<string> Keys { get; } = ["first"];

        public int Reads { get; private set; }

        public Task<IReadOnlyList<JsonWebKey>> ReadAsync(CancellationToken cancellation)
        {
            Reads++;
            return Task.FromResult<IReadOnlyList<JsonWebKey>>([.. Keys.Select(id => new JsonWebKey { Kid = id })]);
        }
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch.AddYears(50);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
