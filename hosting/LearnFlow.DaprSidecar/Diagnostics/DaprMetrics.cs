using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace LearnFlow.DaprSidecar.Diagnostics;

/// <summary>Traces and metrics under Dapr's names; a host collects the meter <see cref="Name"/> and a source for each app.</summary>
/// <remarks>Contract: dapr/dapr pkg/diagnostics/component_monitoring.go and service_monitoring.go. Latencies are in milliseconds.</remarks>
public sealed class DaprMetrics : IDisposable
{
    /// <summary>Name of the <see cref="Meter"/>.</summary>
    public const string Name = "LearnFlow.DaprSidecar";

    private static readonly ConcurrentDictionary<string, ActivitySource> s_activities = new(StringComparer.Ordinal);

    private readonly Meter _meter = new(Name);
    private readonly string _appId;
    private readonly Counter<long> _stateCount, _egressCount, _ingressCount, _sentCount, _parkedCount;
    private readonly Histogram<double> _stateLatency, _egressLatency, _ingressLatency, _sentLatency;

    /// <summary>Instruments of one sidecar; every measurement carries its app id.</summary>
    public DaprMetrics(string appId)
    {
        _appId = appId;
        _stateCount = _meter.CreateCounter<long>("component/state/count");
        _stateLatency = _meter.CreateHistogram<double>("component/state/latencies", "ms");
        _egressCount = _meter.CreateCounter<long>("component/pubsub_egress/count");
        _egressLatency = _meter.CreateHistogram<double>("component/pubsub_egress/latencies", "ms");
        _ingressCount = _meter.CreateCounter<long>("component/pubsub_ingress/count");
        _ingressLatency = _meter.CreateHistogram<double>("component/pubsub_ingress/latencies", "ms");
        _sentCount = _meter.CreateCounter<long>("runtime/service_invocation/req_sent_total");
        _sentLatency = _meter.CreateHistogram<double>("runtime/service_invocation/res_recv_latency_ms", "ms");
        // Not Dapr's, whose outbox parks nothing.
        _parkedCount = _meter.CreateCounter<long>("learnflow/outbox/parked", "{event}");
    }

    internal string AppId => _appId;

    /// <summary>Name of the <see cref="ActivitySource"/> of an app's sidecar: each sidecar is a service of its own in a trace.</summary>
    public static string ActivityNameOf(string appId) => $"{Name}.{appId}";

    /// <summary>Spans of an app's sidecar: invocation, state, publishing and delivery.</summary>
    internal static ActivitySource ActivitiesOf(string appId) => s_activities.GetOrAdd(appId, id => new ActivitySource(ActivityNameOf(id)));

    internal Measurement State(string component, string operation) =>
        new(_stateCount, _stateLatency, new TagList { { "app_id", _appId }, { "component", component }, { "operation", operation } });

    internal Measurement Publish(string component, string topic) =>
        new(_egressCount, _egressLatency, new TagList { { "app_id", _appId }, { "component", component }, { "topic", topic } });

    internal Measurement Deliver(string component, string topic) =>
        new(_ingressCount, _ingressLatency, new TagList { { "app_id", _appId }, { "component", component }, { "topic", topic } });

    internal Measurement Invoke(string target) => new(_sentCount, _sentLatency, new TagList { { "app_id", _appId }, { "dst_app_id", target } });

    internal void Park(string topic) => _parkedCount.Add(1, new TagList { { "app_id", _appId }, { "topic", topic } });

    /// <summary>Stops the instruments.</summary>
    public void Dispose() => _meter.Dispose();

    /// <summary>One operation from its creation to its disposal.</summary>
    internal sealed class Measurement(Counter<long> count, Histogram<double> latency, TagList tags) : IDisposable
    {
        private readonly long _start = Stopwatch.GetTimestamp();

        public bool Succeeded { get; set; }

        /// <summary>Dapr's process_status of a delivery: success, retry or drop.</summary>
        public string? Status { get; set; }

        public void Dispose()
        {
            tags.Add("success", Succeeded);
            if (Status is not null) tags.Add("process_status", Status);
            count.Add(1, tags);
            latency.Record(Stopwatch.GetElapsedTime(_start).TotalMilliseconds, tags);
        }
    }
}
