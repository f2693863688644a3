/** What a span is of: work that was asked for from outside, a call to somebody else, a job, or a part of these. */
export type SpanKind = 'server' | 'client' | 'consumer' | 'internal';

export type SpanAttributes = Readonly<Record<string, string | number | boolean>>;

/** A stretch of work in a trace, as the parts that make one see it. */
export interface Span {
  /** Itself, as W3C Trace Context writes it: what continues elsewhere carries it there. */
  readonly traceparent: string;
  set(attributes: SpanAttributes): void;
  /** Its name, once more is known. */
  rename(name: string): void;
  /** It is over; with what it failed by, if it did. Never an error's message, which may quote values. */
  end(failure?: unknown): void;
}

export interface NewSpan {
  readonly name: string;
  readonly kind: SpanKind;
  readonly attributes?: SpanAttributes;
  /** What it is a part of: a span of this process, or a `traceparent` from elsewhere. A trace of its own when absent. */
  readonly parent?: Span | string | null;
}

/** Makes spans: OpenTelemetry's packages do, which are loaded when traces are turned on. */
export interface Tracer {
  start(span: NewSpan): Span;
}

let tracer: Tracer | undefined;

/** From now on spans are made; undefined turns them off again. */
export function traceBy(maker: Tracer | undefined): void {
  tracer = maker;
}

/** Begins a span; undefined while traces are off, which costs nothing. */
export const startSpan = (span: NewSpan): Span | undefined => tracer?.start(span);

export const isTracing = (): boolean => tracer !== undefined;

export const traceparentOf = (span: Span | undefined): string | null => span?.traceparent ?? null;
