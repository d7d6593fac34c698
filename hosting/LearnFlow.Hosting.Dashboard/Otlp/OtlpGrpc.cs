using Grpc.Core;
using LearnFlow.Hosting.Dashboard.Otlp.Wire;

namespace LearnFlow.Hosting.Dashboard.Otlp;

/// <summary>OTLP/gRPC, traces.</summary>
internal sealed class TraceGrpc(OtlpReader reader) : TraceService.TraceServiceBase
{
    public override Task<ExportTraceServiceResponse> Export(ExportTraceServiceRequest request, ServerCallContext context) => Task.FromResult(OtlpAnswers.ForSpans(reader.Take(request)));
}

/// <summary>OTLP/gRPC, logs.</summary>
internal sealed class LogsGrpc(OtlpReader reader) : LogsService.LogsServiceBase
{
    public override Task<ExportLogsServiceResponse> Export(ExportLogsServiceRequest request, ServerCallContext context) => Task.FromResult(OtlpAnswers.ForLogs(reader.Take(request)));
}

/// <summary>OTLP/gRPC, metrics.</summary>
internal sealed class MetricsGrpc(OtlpReader reader) : MetricsService.MetricsServiceBase
{
    public override Task<ExportMetricsServiceResponse> Export(ExportMetricsServiceRequest request, ServerCallContext context) => Task.FromResult(OtlpAnswers.ForMetrics(reader.Take(request)));
}
