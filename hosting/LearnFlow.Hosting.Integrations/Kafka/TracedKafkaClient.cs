using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using System.Text;
using Confluent.Kafka;

namespace LearnFlow.Hosting.Integrations;

/// <summary>
/// Stands in front of a producer or a consumer: a span for each message that it sends or receives, and the trace's context in the
/// message's headers. What a consumer does with a message is the application's own span; the receive span links to the sender's.
/// </summary>
/// <remarks>OpenTelemetry's semantic conventions for messaging with Kafka. A proxy, for of some fifty members three are traced.</remarks>
[SuppressMessage("Performance", "CA1852:Seal internal types", Justification = "The proxy derives from it at run time.")]
internal class TracedKafkaClient<TKey, TValue> : DispatchProxy
{
    private IClient _client = null!;

    /// <summary>The client with traces.</summary>
    public static TClient Around<TClient>(TClient client) where TClient : class, IClient
    {
        var traced = Create<TClient, TracedKafkaClient<TKey, TValue>>();
        ((TracedKafkaClient<TKey, TValue>)(object)traced)._client = client;
        return traced;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var method = targetMethod!;
        return method.Name switch
        {
            nameof(IProducer<TKey, TValue>.ProduceAsync) or nameof(IProducer<TKey, TValue>.Produce) => Send(method, args!),
            nameof(IConsumer<TKey, TValue>.Consume) => Receive(method, args),
            _ => Call(method, args),
        };
    }

    private object? Send(MethodInfo method, object?[] args)
    {
        var topic = args[0] is TopicPartition place ? place.Topic : (string)args[0]!;
        var message = (Message<TKey, TValue>)args[1]!;
        var span = Start("send", topic, ActivityKind.Producer);
        DistributedContextPropagator.Current.Inject(span ?? Activity.Current, message.Headers ??= [], static (carrier, name, value) =>
        {
            var headers = (Headers)carrier!;
            headers.Remove(name);
            headers.Add(name, Encoding.UTF8.GetBytes(value));
        });
        try
        {
            var result = Call(method, args);
            if (result is Task<DeliveryResult<TKey, TValue>> delivery)
                return EndAsync(span, delivery);
            span?.Dispose(); // Produce returns before the broker's answer, which goes to the caller's handler.
            return result;
        }
        catch (Exception failure)
        {
            Fail(span, failure);
            throw;
        }
    }

    private static async Task<DeliveryResult<TKey, TValue>> EndAsync(Activity? span, Task<DeliveryResult<TKey, TValue>> delivery)
    {
        try
        {
            var result = await delivery.ConfigureAwait(false);
            Place(span, result.Partition, result.Offset);
            span?.Dispose();
            return result;
        }
        catch (Exception failure)
        {
            Fail(span, failure);
            throw;
        }
    }

    private object? Receive(MethodInfo method, object?[]? args)
    {
        var begin = DateTimeOffset.UtcNow;
        var result = Call(method, args);
        if (result is not ConsumeResult<TKey, TValue> { Message: { } message } received)
            return result;
        DistributedContextPropagator.Current.ExtractTraceIdAndState(message.Headers, static (object? carrier, string name, out string? value, out IEnumerable<string>? values) =>
        {
            values = null;
            value = carrier is Headers headers && headers.TryGetLastBytes(name, out var bytes) ? Encoding.UTF8.GetString(bytes) : null;
        }, out var parent, out var state);
        ActivityLink[] links = ActivityContext.TryParse(parent, state, isRemote: true, out var sender) ? [new(sender)] : [];
        using var span = Start("poll", received.Topic, ActivityKind.Client, links, begin);
        Place(span, received.Partition, received.Offset);
        return result;
    }

    private Activity? Start(string operation, string topic, ActivityKind kind, ActivityLink[]? links = null, DateTimeOffset begin = default)
    {
        var span = KafkaTracing.Source.StartActivity($"{operation} {topic}", kind, parentContext: default, links: links, startTime: begin);
        return span?.SetTag("messaging.system", "kafka")
            .SetTag("messaging.operation.name", operation)
            .SetTag("messaging.operation.type", kind == ActivityKind.Producer ? "send" : "receive")
            .SetTag("messaging.destination.name", topic)
            .SetTag("messaging.client.id", _client.Name);
    }

    private static void Place(Activity? span, Partition partition, Offset offset) =>
        span?.SetTag("messaging.destination.partition.id", partition.Value.ToString(CultureInfo.InvariantCulture))
            .SetTag("messaging.kafka.offset", offset.Value);

    private static void Fail(Activity? span, Exception failure)
    {
        span?.SetStatus(ActivityStatusCode.Error, failure.Message)
            .SetTag("error.type", failure is KafkaException kafka ? kafka.Error.Code.ToString() : failure.GetType().FullName);
        span?.Dispose();
    }

    private object? Call(MethodInfo method, object?[]? args) =>
        method.Invoke(_client, BindingFlags.DoNotWrapExceptions, binder: null, args, culture: null);
}
