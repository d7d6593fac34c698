// node send.mjs GRPC_URL HTTP_URL KEY: spans over gRPC, a log record as Protocol Buffers and a metric as JSON over HTTP.
import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-grpc';
import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-proto';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { LoggerProvider, SimpleLogRecordProcessor } from '@opentelemetry/sdk-logs';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { Metadata } from '@grpc/grpc-js';

const [grpc, http, key] = process.argv.slice(2);
const resource = resourceFromAttributes({ 'service.name': 'js-shop', 'service.instance.id': 'one' });
const headers = { 'x-otlp-api-key': key };
const metadata = new Metadata();
metadata.set('x-otlp-api-key', key);

const tracers = new TracerProvider({ resource, spanProcessors: [new SimpleSpanProcessor({ exporter: new OTLPTraceExporter({ url: grpc, metadata }) })] });
const tracer = tracers.getTracer('shop');
const order = tracer.startSpan('POST /order', { kind: SpanKind.SERVER, attributes: { 'http.route': '/order', items: 3 } });
const context = trace.setSpan(ROOT_CONTEXT, order);
const pay = tracer.startSpan('pay', { kind: SpanKind.CLIENT }, context);
pay.recordException(new Error('card refused'));
pay.setStatus({ code: SpanStatusCode.ERROR, message: 'card refused' });
pay.end();
order.end();

const loggers = new LoggerProvider({ resource, processors: [new SimpleLogRecordProcessor({ exporter: new OTLPLogExporter({ url: `${http}/v1/logs`, headers }) })] });
loggers.getLogger('shop').emit({ severityNumber: 17, severityText: 'ERROR', body: 'the card was refused', attributes: { customer: 'ada' }, context });

const meters = new MeterProvider({ resource, readers: [new PeriodicExportingMetricReader({ exporter: new OTLPMetricExporter({ url: `${http}/v1/metrics`, headers }) })] });
const meter = meters.getMeter('shop');
meter.createCounter('orders', { unit: '{order}' }).add(2, { kind: 'web' });
const took = meter.createHistogram('order.duration', { unit: 'ms', advice: { explicitBucketBoundaries: [10, 100, 1000] } });
for (const ms of [5, 50, 60, 500]) took.record(ms);

await Promise.all([tracers.forceFlush(), loggers.forceFlush(), meters.forceFlush()]);
await Promise.all([tracers.shutdown(), loggers.shutdown(), meters.shutdown()]);
console.log(order.spanContext().traceId);
