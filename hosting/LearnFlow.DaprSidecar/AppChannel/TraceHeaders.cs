using System.Diagnostics;

namespace LearnFlow.DaprSidecar.AppChannel;

/// <summary>Continues the trace at the app (W3C Trace Context).</summary>
internal static class TraceHeaders
{
    public static void Write(HttpRequestMessage request)
    {
        if (Activity.Current is not { IdFormat: ActivityIdFormat.W3C } activity) return;
        request.Headers.Remove("traceparent");
        request.Headers.TryAddWithoutValidation("traceparent", activity.Id);
        if (string.IsNullOrEmpty(activity.TraceStateString)) return;
        request.Headers.Remove("tracestate");
        request.Headers.TryAddWithoutValidation("tracestate", activity.TraceStateString);
    }
}
