using System.Diagnostics.Metrics;
using System.Text.Json;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Logging;

namespace LearnFlow.Events;

/// <summary>
/// Parks an event after <see cref="MaxTries"/> failures. Failures of a part that does not answer do not count: then every
/// event fails, and all come again. Tries are counted in memory, because a restart only gives an event a few more.
/// </summary>
internal sealed partial class FailedDeliveries(IParkedEvents parked, TimeProvider clock, ILogger<FailedDeliveries> logger) : IDisposable
{
    /// <summary>How often a handler may fail on one event.</summary>
    public const int MaxTries = 5;

    private const int MaxCounted = 10_000;
    private const int MaxError = 500;

    private static readonly TimeSpan s_countedFor = TimeSpan.FromHours(1);
    private static readonly Counter<long> s_parked = new Meter("LearnFlow.Events").CreateCounter<long>("learnflow.events.parked", "{event}");

    private readonly MemoryCache _tries = new(new MemoryCacheOptions { SizeLimit = MaxCounted });

    /// <summary>Counts a failure.</summary>
    /// <returns>True when the event has been parked, so that it is done with for now.</returns>
    public async Task<bool> IsParkedAsync(string topic, Subscription.Delivery delivery, Exception failure, CancellationToken cancellationToken)
    {
        if (Unavailable.Is(failure))
        {
            return false;
        }

        var tries = _tries.Get<int>(delivery.Id) + 1;
        _tries.Set(delivery.Id, tries, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = s_countedFor });
        if (tries < MaxTries)
        {
            return false;
        }

        var error = EventText.Cut($"{failure.GetType().Name}: {failure.Message}", MaxError);
        try
        {
            await parked.ParkAsync(new(delivery.Id, delivery.LearnerId, topic, delivery.Type, clock.GetUtcNow(), error, delivery.Data.Clone()), cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotParked(delivery.Id, topic, exception);
            return false; // nothing can be kept at the moment: the event comes again
        }

        s_parked.Add(1, new KeyValuePair<string, object?>("topic", topic));
        LogParked(delivery.Type, delivery.Id, topic, tries, failure);
        _tries.Remove(delivery.Id);
        return true;
    }

    public void Dispose() => _tries.Dispose();

    [LoggerMessage(LogLevel.Error, "Event {Type} {Id} of topic {Topic} failed {Tries} times and is parked: GET /events/parked shows it, POST /events/parked/<id>/deliver delivers it again.")]
    private partial void LogParked(string type, string id, string topic, int tries, Exception exception);

    [LoggerMessage(LogLevel.Warning, "Event {Id} of topic {Topic} cannot be parked at the moment; it comes again.")]
    private partial void LogNotParked(string id, string topic, Exception exception);
}
