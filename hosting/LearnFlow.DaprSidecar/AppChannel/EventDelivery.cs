using System.Text.Json;
using LearnFlow.DaprSidecar.PubSub;

namespace LearnFlow.DaprSidecar.AppChannel;

/// <summary>An event on its way to the app.</summary>
/// <param name="Subscription">Whose event it is.</param>
/// <param name="CloudEvent">The event.</param>
/// <param name="Json">The event's bytes.</param>
/// <param name="Metadata">The broker's metadata.</param>
internal sealed record EventDelivery(Subscription Subscription, JsonElement CloudEvent, ReadOnlyMemory<byte> Json, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>Names the event inside a bulk delivery.</summary>
    public string EntryId { get; } = Guid.NewGuid().ToString();

    /// <summary>A string field of the event, or an empty string.</summary>
    public string Field(string name) => CloudEvent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
