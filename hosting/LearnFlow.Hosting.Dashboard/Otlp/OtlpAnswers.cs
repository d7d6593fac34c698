using LearnFlow.Hosting.Dashboard.Otlp.Wire;

namespace LearnFlow.Hosting.Dashboard.Otlp;

/// <summary>Answers of the receiver: empty when all was taken, else a partial success that says how much was not (OTLP, "Partial Success").</summary>
internal static class OtlpAnswers
{
    private const string Why = "The dashboard keeps a bounded number of senders and time series; see docs/dashboard.md.";

    public static ExportTraceServiceResponse ForSpans(int refused) => refused == 0 ? new() : new() { PartialSuccess = new() { RejectedSpans = refused, ErrorMessage = Why } };

    public static ExportLogsServiceResponse ForLogs(int refused) => refused == 0 ? new() : new() { PartialSuccess = new() { RejectedLogRecords = refused, ErrorMessage = Why } };

    public static ExportMetricsServiceResponse ForMetrics(int refused) => refused == 0 ? new() : new() { PartialSuccess = new() { RejectedDataPoints = refused, ErrorMessage = Why } };
}
