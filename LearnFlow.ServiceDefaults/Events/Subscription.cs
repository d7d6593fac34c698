using System.Text.Json;

namespace LearnFlow.Events;

/// <summary>What a service does with the events of one topic, by CloudEvent type. Types without a handler are acknowledged unread.</summary>
public sealed class Subscription
{
    private readonly Dictionary<string, Func<JsonElement, Delivery>> _handlers = [];

    /// <summary>
    /// Handles events of type <typeparamref name="TEvent"/>. An event may come more than once: <paramref name="handle"/>
    /// must drop one whose id it has seen. When it throws, Dapr delivers the event again.
    /// </summary>
    public Subscription On<TEvent>(Func<TEvent, IServiceProvider, CancellationToken, Task> handle) where TEvent : ILearningEvent
    {
        _handlers.Add(TEvent.Type, data =>
        {
            var learningEvent = Read<TEvent>(data);
            return new(learningEvent.Id, learningEvent.LearnerId, TEvent.Type, data, (services, cancellationToken) => handle(learningEvent, services, cancellationToken));
        });
        return this;
    }

    /// <summary>The delivery of an event to its handler; null when its type has none.</summary>
    /// <exception cref="JsonException">The data is not what the type promises.</exception>
    internal Delivery? Bind(string type, JsonElement data) => _handlers.TryGetValue(type, out var bind) ? bind(data) : null;

    private static TEvent Read<TEvent>(JsonElement data) where TEvent : ILearningEvent
    {
        var learningEvent = data.Deserialize<TEvent>(JsonConventions.Options) ?? throw new JsonException("The event's data is null.");
        if (!LearnerIdentity.IsLearnerId(learningEvent.LearnerId) || string.IsNullOrEmpty(learningEvent.Id))
        {
            throw new JsonException("The event has no id or no valid learner id.");
        }

        return learningEvent;
    }

    /// <summary>An event that was read, ready for its handler.</summary>
    /// <param name="Id">Its id.</param>
    /// <param name="LearnerId">Whose events must stay in order.</param>
    /// <param name="Type">Its type.</param>
    /// <param name="Data">It as it came; valid while its request lasts.</param>
    /// <param name="HandleAsync">Hands it over.</param>
    internal sealed record Delivery(string Id, string LearnerId, string Type, JsonElement Data, Func<IServiceProvider, CancellationToken, Task> HandleAsync);
}
