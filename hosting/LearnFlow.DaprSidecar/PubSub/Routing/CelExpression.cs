using System.Text.Json;

namespace LearnFlow.DaprSidecar.PubSub.Routing;

/// <summary>A routing rule's condition: the part of the Common Expression Language that Dapr's documentation uses.</summary>
/// <remarks>
/// <c>event.type == "x"</c> with fields of any depth, <c>["name"]</c>, strings, numbers, booleans, null, lists,
/// <c>== != &lt; &lt;= &gt; &gt;= in &amp;&amp; || !</c>, brackets, <c>has(…)</c>, <c>size(…)</c>, and
/// <c>startsWith endsWith contains matches</c> on strings.
/// </remarks>
internal sealed class CelExpression
{
    private readonly Func<JsonElement, object?> _evaluate;

    private CelExpression(string text, Func<JsonElement, object?> evaluate) => (Text, _evaluate) = (text, evaluate);

    /// <summary>The condition as written.</summary>
    public string Text { get; }

    /// <exception cref="FormatException">The text is outside the supported language; the sentence says where.</exception>
    public static CelExpression Parse(string text) => new(text, new CelParser(text).Parse());

    /// <summary>Whether the event matches.</summary>
    /// <exception cref="InvalidOperationException">A field is missing or the result is not true or false.</exception>
    public bool Matches(JsonElement cloudEvent) =>
        _evaluate(cloudEvent) as bool? ?? throw new InvalidOperationException($"the rule '{Text}' does not give true or false");
}
