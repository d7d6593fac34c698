using System.Net;
using Microsoft.Extensions.Caching.Memory;

namespace LearnFlow.Web.Accounts.Passwords;

/// <summary>
/// Limits wrong passwords (docs/decisions/accounts.md): for one account from one address 5 in 5 minutes, so that nobody locks
/// somebody else out; for one account from everywhere 100 in an hour (NIST SP 800-63B-4, section 3.2.2); from one address
/// for all accounts 200 in 5 minutes, which a school behind one address does not reach. Kept in memory: nothing is written that would take
/// a measurable time for an account that exists. Each replica counts for itself.
/// </summary>
public sealed class FailedSignIns(TimeProvider clock) : IDisposable
{
    private const int MaxFromHere = 5, MaxOfAccount = 100, MaxOfAddress = 200, MaxKeys = 200_000;

    private static readonly TimeSpan s_short = TimeSpan.FromMinutes(5), s_long = TimeSpan.FromHours(1);

    private readonly MemoryCache _failures = new(new MemoryCacheOptions { SizeLimit = MaxKeys });

    /// <summary>Whether a password may be tried.</summary>
    public bool MayTry(string email, IPAddress? address) =>
        Count(FromHere(email, address)) < MaxFromHere && Count(OfAccount(email)) < MaxOfAccount && Count(OfAddress(address)) < MaxOfAddress;

    /// <summary>A password was wrong, whether or not there is such an account.</summary>
    public void Add(string email, IPAddress? address)
    {
        Add(FromHere(email, address), s_short);
        Add(OfAccount(email), s_long);
        Add(OfAddress(address), s_short);
    }

    /// <summary>Forgets an account's failures: its owner has set a password by mail, or signed in here.</summary>
    public void Clear(string email, IPAddress? address = null)
    {
        _failures.Remove(OfAccount(email));
        _failures.Remove(FromHere(email, address));
    }

    /// <inheritdoc />
    public void Dispose() => _failures.Dispose();

    private int Count(object key) => _failures.Get<Window>(key) is { } window && window.End > clock.GetUtcNow() ? window.Count : 0;

    private void Add(object key, TimeSpan length)
    {
        lock (_failures)
        {
            var now = clock.GetUtcNow();
            if (_failures.Get<Window>(key) is not { } window || window.End <= now)
            {
                window = _failures.Set(key, new Window(now + length), new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = length });
            }

            window.Count++;
        }
    }

    private static object FromHere(string email, IPAddress? address) => (email.ToUpperInvariant(), address);

    private static object OfAccount(string email) => ("account", email.ToUpperInvariant());

    private static object OfAddress(IPAddress? address) => ("address", address);

    private sealed class Window(DateTimeOffset end)
    {
        public DateTimeOffset End { get; } = end;

        public int Count { get; set; }
    }
}
