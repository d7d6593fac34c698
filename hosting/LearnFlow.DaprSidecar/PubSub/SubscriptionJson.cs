using System.Text.Json;
using LearnFlow.DaprSidecar.PubSub.Routing;

namespace LearnFlow.DaprSidecar.PubSub;

/// <summary>The answer of GET /dapr/subscribe. Names are read without case, as Go does: SDKs differ.</summary>
internal static class SubscriptionJson
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNameCaseInsensitive = true };

    /// <exception cref="JsonException">The answer is no list of subscriptions.</exception>
    /// <exception cref="FormatException">A routing rule cannot be read.</exception>
    public static IReadOnlyList<Subscription> Parse(byte[] json) =>
        json.Length == 0 ? [] : [.. (JsonSerializer.Deserialize<List<Item>>(json, Options) ?? []).Select(ToSubscription).Where(s => s.Rules.Count > 0)];

    private static Subscription ToSubscription(Item item)
    {
        var rules = (item.Routes?.Rules
            ?? []).Select(r => new RoutingRule(string.IsNullOrWhiteSpace(r.Match) ? null : CelExpression.Parse(r.Match), r.Path ?? "")).ToList();
        var fallback = !string.IsNullOrEmpty(item.Routes?.Default) ? item.Routes.Default : item.Route;
        if (!string.IsNullOrEmpty(fallback)) rules.Add(new RoutingRule(null, fallback));
        return new Subscription(item.PubsubName ?? "", item.Topic ?? "")
        {
            Rules = rules,
            Metadata = item.Metadata ?? [],
            DeadLetterTopic = string.IsNullOrEmpty(item.DeadLetterTopic) ? null : item.DeadLetterTopic,
            Bulk = item.BulkSubscribe is { } bulk ? BulkSubscribe.Of(bulk.Enabled, bulk.MaxMessagesCount, bulk.MaxAwaitDurationMs) : null,
        };
    }

    private sealed record Item(string? PubsubName, string? Topic, string? Route, RouteSet? Routes, Dictionary<string, string>? Metadata,
        string? DeadLetterTopic, BulkItem? BulkSubscribe);

    private sealed record RouteSet(List<Rule>? Rules, string? Default);

    private sealed record Rule(string? Match, string? Path);

    private sealed record BulkItem(bool Enabled, int MaxMessagesCount, int MaxAwaitDurationMs);
}
