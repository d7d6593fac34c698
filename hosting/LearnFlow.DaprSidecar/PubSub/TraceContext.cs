using System.Diagnostics;

namespace LearnFlow.DaprSidecar.PubSub;

/// <summary>W3C trace context as it travels in an event.</summary>
/// <param name="TraceParent"><c>traceparent</c>, or empty.</param>
/// <param name="TraceState"><c>tracestate</c>, or empty.</param>
internal readonly record struct TraceContext(string TraceParent, string TraceState)
{
    /// <summary>The context of the work under way.</summary>
    public static TraceContext Current =>
        Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity ? new(activity.Id ?? "", activity.TraceStateString ?? "") : new("", "");
}
