using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LearnFlow.Events;

/// <summary>The HTTP side of a Dapr subscription.</summary>
public static partial class SubscriptionEndpoint
{
    private static readonly object Success = new { status = "SUCCESS" };
    private static readonly object Drop = new { status = "DROP" };

    /// <summary>Marks a request whose event was read: what fails from there on is the handler's, not the envelope's.</summary>
    private static readonly object Handling = new();

    /// <summary>
    /// Subscribes the service to <paramref name="topic"/>: the sidecar learns of it from <c>/dapr/subscribe</c> and posts
    /// each event, in its CloudEvents envelope, to <paramref name="path"/>. An event that cannot be read is logged and
    /// dropped, because Dapr's Kafka component would repeat it for ever and hold up its partition; an event whose
    /// handler fails is delivered again, and parked after a few times.
    /// </summary>
    public static IEndpointConventionBuilder MapSubscription(
        this IEndpointRouteBuilder endpoints, string topic, string path, Action<Subscription> configure) =>
        endpoints.MapReceiver(topic, path, configure, ReceiveAsync);

    /// <summary>What both kinds of subscription map: a path that only the sidecar may post to.</summary>
    internal static IEndpointConventionBuilder MapReceiver(
        this IEndpointRouteBuilder endpoints, string topic, string path, Action<Subscription> configure, Func<HttpContext, string, Subscription, Task> receiveAsync)
    {
        var subscription = new Subscription();
        configure(subscription);
        var subscriptions = endpoints.ServiceProvider.GetRequiredService<Subscriptions>();
        if (subscriptions.ByTopic.IsEmpty)
        {
            endpoints.MapParkedEvents();
        }

        subscriptions.ByTopic[topic] = subscription;
        return endpoints
            .MapPost(path, context => receiveAsync(context, topic, subscription))
            .WithTopic(Topics.PubSub, topic)
            .WithMetadata(new SidecarOnlyAttribute())
            .AllowAnonymous();
    }

    private static async Task ReceiveAsync(HttpContext context, string topic, Subscription subscription)
    {
        JsonDocument? envelope = null;
        try
        {
            envelope = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            var (type, data) = Open(envelope.RootElement);
            if (subscription.Bind(type, data) is { } delivery)
            {
                await HandleAsync(context, topic, delivery);
            }
        }
        catch (JsonException exception) when (!context.Items.ContainsKey(Handling))
        {
            LogDropped(Logger(context), topic, exception);
            await context.Response.WriteAsJsonAsync(Drop, context.RequestAborted);
            return;
        }
        finally
        {
            envelope?.Dispose();
        }

        await context.Response.WriteAsJsonAsync(Success, context.RequestAborted);
    }

    private static async Task HandleAsync(HttpContext context, string topic, Subscription.Delivery delivery)
    {
        context.Items[Handling] = true;
        try
        {
            await delivery.HandleAsync(context.RequestServices, context.RequestAborted);
        }
        catch (Exception exception) when (!context.RequestAborted.IsCancellationRequested)
        {
            var failed = context.RequestServices.GetRequiredService<FailedDeliveries>();
            if (!await failed.IsParkedAsync(topic, delivery, exception, context.RequestAborted))
            {
                throw;
            }
        }
    }

    /// <summary>CloudEvents 1.0, JSON format, section 3: <c>type</c> is required; JSON data is the value of <c>data</c>.</summary>
    internal static (string Type, JsonElement Data) Open(JsonElement envelope) =>
        envelope.ValueKind == JsonValueKind.Object
        && envelope.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String
        && envelope.TryGetProperty("data", out var data)
            ? (type.GetString()!, data)
            : throw new JsonException("The body is not a CloudEvent with type and data.");

    internal static ILogger Logger(HttpContext context) =>
        context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("LearnFlow.Events");

    [LoggerMessage(LogLevel.Warning, "Dropped an event of topic {Topic} that cannot be read.")]
    internal static partial void LogDropped(ILogger logger, string topic, Exception exception);
}
