import { type Context, ROOT_CONTEXT, SpanKind as Kind, SpanStatusCode, trace, TraceFlags } from '@opentelemetry/api';
import type { Span as OtelSpan, SpanContext, Tracer as OtelTracer } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BasicTracerProvider,
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace-base';

import { driverError } from '../database/database-errors.js';
import type { NewSpan, Span, SpanAttributes, Tracer } from './tracing.js';

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;
const KINDS = { server: Kind.SERVER, client: Kind.CLIENT, consumer: Kind.CONSUMER, internal: Kind.INTERNAL } as const;
const PATIENCE_MS = 2_000;

export interface TraceSettings {
  /** Where OTLP is taken over HTTP, without `/v1/traces`. */
  readonly endpoint: string;
  /** The share of traces that is kept, 0 to 1; a caller's own decision stands. */
  readonly share: number;
  readonly service: string;
}

/**
 * Traces by OpenTelemetry's own packages. This module is loaded when traces are turned on and not otherwise. Spans are begun by hand where
 * Comanda's own seams are: its statements travel in pipelines that the packages for pg know nothing of. A collector that is away costs
 * spans and nothing else: what waits for it is bounded.
 */
export class OpenTelemetry implements Tracer {
  private readonly provider: BasicTracerProvider;
  private readonly tracer: OtelTracer;

  constructor({ endpoint, share, service }: TraceSettings) {
    const exporter = new OTLPTraceExporter({
      url: `${endpoint.replace(/\/+$/, '')}/v1/traces`,
      timeoutMillis: PATIENCE_MS,
    });
    this.provider = new BasicTracerProvider({
      resource: resourceFromAttributes({ 'service.name': service, 'service.namespace': 'comanda' }),
      sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(share) }),
      spanProcessors: [
        new BatchSpanProcessor(exporter, { scheduledDelayMillis: 1_000, exportTimeoutMillis: PATIENCE_MS }),
      ],
    });
    this.tracer = this.provider.getTracer('comanda');
  }

  start({ name, kind, attributes, parent }: NewSpan): Span {
    return new RunningSpan(this.tracer.startSpan(name, { kind: KINDS[kind], attributes }, contextOf(parent)));
  }

  /** Sends what is left, as far as the collector takes it within two seconds. */
  async end(): Promise<void> {
    await Promise.race([
      this.provider.shutdown().catch(() => undefined),
      new Promise((resolve) => {
        setTimeout(resolve, PATIENCE_MS).unref();
      }),
    ]);
  }
}

class RunningSpan implements Span {
  constructor(readonly span: OtelSpan) {}

  get traceparent(): string {
    const { traceId, spanId, traceFlags } = this.span.spanContext();
    return `00-${traceId}-${spanId}-${(traceFlags & TraceFlags.SAMPLED).toString(16).padStart(2, '0')}`;
  }

  set(attributes: SpanAttributes): void {
    this.span.setAttributes(attributes);
  }

  rename(name: string): void {
    this.span.updateName(name);
  }

  end(failure?: unknown): void {
    if (failure !== undefined) {
      const { code } = driverError(failure);
      const type = code ?? (failure instanceof Error ? failure.name : 'unknown');
      this.span.setAttribute('error.type', type);
      this.span.setStatus({ code: SpanStatusCode.ERROR });
    }
    this.span.end();
  }
}

function contextOf(parent: NewSpan['parent']): Context {
  if (parent instanceof RunningSpan) return trace.setSpan(ROOT_CONTEXT, parent.span);
  const [, traceId, spanId, flags] = TRACEPARENT.exec(typeof parent === 'string' ? parent : '') ?? [];
  if (!traceId || !spanId || !flags) return ROOT_CONTEXT;
  const remote: SpanContext = { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true };
  return trace.setSpanContext(ROOT_CONTEXT, remote);
}
