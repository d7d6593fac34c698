using System.Text.Json;

namespace LearnFlow.Events;

/// <summary>An event whose handler failed again and again, kept aside so that it holds up no others.</summary>
/// <param name="Id">The event's id.</param>
/// <param name="LearnerId">Whom it is about.</param>
/// <param name="Topic">The topic that it came by.</param>
/// <param name="Type">Its type.</param>
/// <param name="ParkedAt">When it was put aside (UTC).</param>
/// <param name="Error">What went wrong the last time.</param>
/// <param name="Data">The event; null in a list.</param>
public sealed record ParkedEvent(string Id, string LearnerId, string Topic, string Type, DateTimeOffset ParkedAt, string Error, JsonElement? Data = null);
