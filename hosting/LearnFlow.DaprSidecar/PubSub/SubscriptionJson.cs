using System.Text.Json;

namespace LearnFlow.DaprSidecar.PubSub;

/// <summary>The answer of GET /dapr/subscribe. Names are read without case, as Go does: SDKs differ.</summary>
internal static class SubscriptionJson
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNameCaseInsensitive = true };

    /// <exception cref="JsonException">The answer is no list of subscriptions.</exception>
    public static IReadOnlyList<Subscription> Parse(byte[] json) =>
        json.Length == 0 ? [] : [.. (JsonSerializer.Deserialize<List<Item>>(json, Options) ?? []).Select(ToSubscription).Where(s => s.Route.Length > 0 || s.HasRules)];

    private static Subscription ToSubscription(Item item) =>
        new(item.PubsubName ?? "", item.Topic ?? "", (!string.IsNullOrEmpty(item.Routes?.Default) ? item.Routes.Default : item.Route) ?? "")
        {
            HasRules = item.Routes?.Rules?.Any(rule => !string.IsNullOrWhiteSpace(rule.Match)) ?? false,
            Metadata = item.Metadata ?? [],
            DeadLetterTopic = string.IsNullOrEmpty(item.DeadLetterTopic) ? null : item.DeadLetterTopic,
            Bulk = item.BulkSubscribe is { } bulk ? BulkSubscribe.Of(bulk.Enabled, bulk.MaxMessagesCount, bulk.MaxAwaitDurationMs) : null,
        };

    private sealed record Item(string? PubsubName, string? Topic, string? Route, RouteSet? Routes, Dictionary<string, string>? Metadata,
        string? DeadLetterTopic, BulkItem? BulkSubscribe);

    private sealed record RouteSet(List<Rule>? Rules, string? Default);

    private sealed record Rule(string? Match);

    private sealed record BulkItem(bool Enabled, int MaxMessagesCount, int MaxAwaitDurationMs);
}
