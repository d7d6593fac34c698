using LearnFlow.DaprSidecar.Components;
using LearnFlow.DaprSidecar.Diagnostics;
using LearnFlow.DaprSidecar.Errors;
using LearnFlow.DaprSidecar.PubSub.Kafka;

namespace LearnFlow.DaprSidecar.PubSub;

/// <summary>Publishing behind both transports.</summary>
internal sealed class PublishBlock(string appId, IReadOnlyDictionary<string, ComponentSlot<OpenPubSub>> pubsubs, DaprMetrics metrics, TimeProvider clock)
{
    /// <summary>Publishes one event.</summary>
    public async Task PublishAsync(string pubsub, string topic, ReadOnlyMemory<byte> data, string? contentType, IReadOnlyDictionary<string, string> metadata,
        CancellationToken cancellation)
    {
        Validate(pubsub, topic);
        var entry = new PublishEntry("0", data, contentType, metadata);
        if ((await PublishAsync(pubsub, topic, [entry], metadata, cancellation)) is [{ } failed]) throw PubSubErrors.Publish(pubsub, topic, failed.Failure);
    }

    /// <summary>Publishes many events; answers those that failed.</summary>
    /// <exception cref="DaprApiException">Nothing was published: unknown component, forbidden topic, bad entry ids.</exception>
    public async Task<IReadOnlyList<(string EntryId, Exception Failure)?>> PublishAsync(string pubsub, string topic, IReadOnlyList<PublishEntry> entries,
        IReadOnlyDictionary<string, string> metadata, CancellationToken cancellation)
    {
        var slot = Validate(pubsub, topic);
        if (entries.Any(e => e.EntryId.Length == 0) || entries.Select(e => e.EntryId).Distinct(StringComparer.Ordinal).Count() < entries.Count)
            throw PubSubErrors.EntryIds(pubsub, topic);
        var raw = IsRaw(pubsub, metadata);
        using var activity = DaprMetrics.ActivitiesOf(appId).StartActivity($"publish {topic}", System.Diagnostics.ActivityKind.Client);
        activity?.SetTag(MessagingSpans.AppId, appId);
        using var measure = metrics.Publish(pubsub, topic);
        try
        {
            var open = await slot.GetAsync(cancellation);
            if (!open.Scopes.MayPublish(topic)) throw PubSubErrors.Forbidden(pubsub, topic, appId);
            var messages = entries.Select(e => ToMessage(e, pubsub, topic, raw)).ToList();
            var results = await open.Component.PublishAsync(topic, messages, cancellation);
            measure.Succeeded = results.All(r => r is null);
            for (var i = 0; i < results.Count && !raw; i++)
                if (results[i] is null) MessagingSpans.Created(appId, topic, messages[i].Data);
            return [.. results.Select((r, i) => (r, i)).Where(x => x.r is not null).Select(x => ((string, Exception)?)(entries[x.i].EntryId, x.r!))];
        }
        catch (Exception failure) when (failure is not DaprApiException && !(failure is OperationCanceledException && cancellation.IsCancellationRequested))
        {
            throw PubSubErrors.Publish(pubsub, topic, failure);
        }
    }

    /// <summary>Passes a message on as it is, for dead letters.</summary>
    public async Task ForwardAsync(string pubsub, string topic, IncomingMessage message, CancellationToken cancellation)
    {
        var open = await Validate(pubsub, topic).GetAsync(cancellation);
        var headers = message.Metadata.Where(m => m.Key is not ("__offset" or "__topic" or "__timestamp" or "__partition")).ToDictionary();
        if ((await open.Component.PublishAsync(topic, [new OutgoingMessage(message.Data, headers)], cancellation))[0] is { } failure) throw failure;
    }

    public ComponentSlot<OpenPubSub> Validate(string pubsub, string topic)
    {
        if (pubsub.Length == 0) throw PubSubErrors.NameEmpty();
        var slot = pubsubs.GetValueOrDefault(pubsub) ?? throw PubSubErrors.NotFound(pubsub);
        return topic.Length == 0 ? throw PubSubErrors.TopicEmpty(pubsub) : slot;
    }

    private OutgoingMessage ToMessage(PublishEntry entry, string pubsub, string topic, bool raw)
    {
        if (raw) return new OutgoingMessage(entry.Data, entry.Metadata);
        try
        {
            return new OutgoingMessage(CloudEventEnvelope.Create(entry.Data, entry.ContentType,
                new CloudEventOrigin(appId, pubsub, topic, TraceContext.Current), entry.Metadata, clock.GetUtcNow()), entry.Metadata);
        }
        catch (System.Text.Json.JsonException unreadable)
        {
            throw PubSubErrors.CloudEventCreation(pubsub, appId, unreadable);
        }
    }

    private static bool IsRaw(string pubsub, IReadOnlyDictionary<string, string> metadata)
    {
        if (!metadata.TryGetValue("rawPayload", out var text) || text.Length == 0) return false;
        return text.ToUpperInvariant() switch
        {
            "1" or "T" or "TRUE" => true,
            "0" or "F" or "FALSE" => false,
            _ => throw PubSubErrors.Metadata(pubsub, $"strconv.ParseBool: parsing \"{text}\": invalid syntax"),
        };
    }
}

/// <summary>One event of a publish request.</summary>
/// <param name="EntryId">Names the event inside the request.</param>
/// <param name="Data">The bytes.</param>
/// <param name="ContentType">Their type, or null for text/plain.</param>
/// <param name="Metadata">Key, overrides, time to live.</param>
internal sealed record PublishEntry(string EntryId, ReadOnlyMemory<byte> Data, string? ContentType, IReadOnlyDictionary<string, string> Metadata);

/// <summary>A pub/sub component that is open.</summary>
internal sealed record OpenPubSub(KafkaPubSub Component, TopicScopes Scopes) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Component.DisposeAsync();
}
