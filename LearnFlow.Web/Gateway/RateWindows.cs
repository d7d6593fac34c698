using Microsoft.Extensions.Caching.Memory;

namespace LearnFlow.Web.Gateway;

/// <summary>
/// Counts requests in windows of one minute, by key. The framework's limiters do not tell what is left and until when,
/// which the standard headers need; fixed windows are also what Kong counts by. Each replica counts for itself.
/// </summary>
internal sealed class RateWindows(TimeProvider clock) : IDisposable
{
    public static readonly TimeSpan Length = TimeSpan.FromMinutes(1);

    /// <summary>A client with ever new keys displaces old counts, and is limited by the count of its address.</summary>
    private const int MostKeys = 100_000;

    private readonly MemoryCache _windows = new(new MemoryCacheOptions { SizeLimit = MostKeys });

    /// <summary>Counts one request of <paramref name="key"/>.</summary>
    public RateCount Count(object key, int limit)
    {
        var now = clock.GetUtcNow();
        var window = Open(key, now) ?? Begin(key, now);
        return new RateCount(limit, Math.Max(0, limit - window.Add()), window.Taken <= limit, (int)Math.Ceiling((window.End - now).TotalSeconds));
    }

    private Window? Open(object key, DateTimeOffset now) => _windows.Get<Window>(key) is { } window && window.End > now ? window : null;

    /// <summary>Of two requests that begin a minute at once, both count in one window.</summary>
    private Window Begin(object key, DateTimeOffset now)
    {
        lock (_windows)
        {
            return Open(key, now)
                ?? _windows.Set(key, new Window(now + Length), new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = 2 * Length });
        }
    }

    public void Dispose() => _windows.Dispose();

    private sealed class Window(DateTimeOffset end)
    {
        private int _taken;

        public DateTimeOffset End { get; } = end;

        public int Taken => Volatile.Read(ref _taken);

        public int Add() => Interlocked.Increment(ref _taken);
    }
}

/// <summary>Where a key stands after one more request.</summary>
internal readonly record struct RateCount(int Limit, int Remaining, bool IsAllowed, int ResetSeconds);
