using System.Diagnostics;

namespace LearnFlow.Hosting.Dashboard.Telemetry;

/// <summary>The spans of the Dapr sidecars, which run in this process: taken as they end, without a way over the network.</summary>
internal sealed class SidecarSpans : IDisposable
{
    private const string Sources = "LearnFlow.Hosting.";
    private const string AppIdTag = "dapr.app_id";
    private readonly TelemetryStore _store;
    private readonly ActivityListener _listener;

    public SidecarSpans(TelemetryStore store)
    {
        _store = store;
        _listener = new()
        {
            ShouldListenTo = source => source.Name.StartsWith(Sources, StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Take,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose() => _listener.Dispose();

    private void Take(Activity activity)
    {
        var app = activity.GetTagItem(AppIdTag) as string;
        var name = app is null ? "dapr" : $"{app}-dapr";
        _store.Spans.Add(
        [
            new SpanRecord
            {
                Origin = new(name, "", [new("service.name", name)]),
                Scope = activity.Source.Name,
                TraceId = activity.TraceId.ToHexString(),
                SpanId = activity.SpanId.ToHexString(),
                ParentSpanId = activity.ParentSpanId == default ? "" : activity.ParentSpanId.ToHexString(),
                Name = activity.DisplayName,
                Kind = (SpanKind)((int)activity.Kind + 1), // the protocol counts from 1, where 0 means not said
                Start = Nanoseconds(activity.StartTimeUtc),
                End = Nanoseconds(activity.StartTimeUtc + activity.Duration),
                Status = (SpanStatus)(int)activity.Status,
                StatusMessage = activity.StatusDescription ?? "",
                Attributes = [.. activity.TagObjects.Select(t => new TelemetryValue(t.Key, t.Value is int number ? (long)number : t.Value))],
                Links = [.. activity.Links.Select(l => new SpanLink(l.Context.TraceId.ToHexString(), l.Context.SpanId.ToHexString(), []))],
            },
        ]);
    }

    private static ulong Nanoseconds(DateTime time) => (ulong)(time - DateTime.UnixEpoch).Ticks * 100;
}
