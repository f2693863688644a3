import { Injectable } from '@nestjs/common';

import { Logger } from '../telemetry/logger.js';
import { Metrics } from '../telemetry/metrics.js';
import { currentRequest } from '../telemetry/request-context.js';
import { startSpan } from '../telemetry/tracing.js';
import { CircuitBreakers } from './circuit-breakers.js';
import { OutboundFailure, type OutboundReason } from './outbound-failure.js';

const LARGEST_ANSWER = 5_000_000;
const PATIENCE_MS = 5_000;
const TELL_AGAIN_MS = 10 * 60_000;
/** Of undici and the resolver: the request was never sent. */
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

export interface OutboundRequest {
  /** Names the circuit breaker, the metrics and the failures: `midtrans`, `correios`. */
  readonly provider: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The whole exchange; 5 s when absent. */
  readonly timeoutMs?: number;
  /** It is sent with a token that may have expired: its refusal says nothing of the credentials. */
  readonly hasToken?: boolean;
}

/** An answer that the provider meant: any status but 3xx, 429 and 5xx. */
export class OutboundAnswer {
  constructor(
    private readonly provider: string,
    readonly status: number,
    readonly headers: Headers,
    readonly body: Buffer,
  ) {}

  /** The body as JSON. Throws {@link OutboundFailure} (`unreadable`) when it is not. */
  json(): unknown {
    try {
      return JSON.parse(this.body.toString('utf8'));
    } catch {
      throw new OutboundFailure(this.provider, 'unreadable', true, this.status);
    }
  }
}

/**
 * Calls providers: through the provider's circuit breaker, with a deadline, without following redirects, with `X-Request-ID`. Throws
 * {@link OutboundFailure}, or `PROVIDER_UNAVAILABLE` (503) while the breaker is open. Never call it inside a unit of work.
 */
@Injectable()
export class OutboundHttp {
  private readonly toldAt = new Map<string, number>();

  constructor(
    private readonly breakers: CircuitBreakers,
    private readonly metrics: Metrics,
    private readonly logger: Logger,
  ) {}

  /** `read` turns the answer into what is wanted; a failure in it (an unreadable body) counts against the provider, too. */
  async send<T>(request: OutboundRequest, read: (answer: OutboundAnswer) => T): Promise<T> {
    const { provider } = request;
    return this.breakers.of(provider).run(async () => {
      const stop = this.metrics.outboundSeconds.startTimer({ provider });
      const span = startSpan({
        name: `${request.method} ${provider}`,
        kind: 'client',
        parent: currentRequest()?.span,
        attributes: { 'comanda.provider': provider, 'http.request.method': request.method },
      });
      try {
        const answer = await exchange(request);
        this.noteRefusedKeys(request, answer.status);
        const result = read(answer);
        stop({ outcome: 'answered' });
        span?.set({ 'http.response.status_code': answer.status });
        span?.end();
        return result;
      } catch (error) {
        const outcome = error instanceof OutboundFailure ? error.reason : 'refused';
        stop({ outcome });
        span?.set({ 'comanda.outcome': outcome });
        span?.end(error);
        throw error;
      }
    });
  }

  /** Calls fail until somebody looks at the keys, so it is told, but not with each call. */
  private noteRefusedKeys({ provider, hasToken = false }: OutboundRequest, status: number): void {
    if (hasToken || (status !== 401 && status !== 403)) return;
    this.metrics.credentialsRefused.inc({ provider });
    const now = Date.now();
    if (now - (this.toldAt.get(provider) ?? 0) < TELL_AGAIN_MS) return;
    this.toldAt.set(provider, now);
    this.logger.error(`${provider} refuses the keys that it is called with: check them (docs/environment.md)`, {
      provider,
      status,
    });
  }
}

async function exchange({
  provider,
  method,
  url,
  headers,
  body,
  timeoutMs = PATIENCE_MS,
}: OutboundRequest): Promise<OutboundAnswer> {
  const fail = (reason: OutboundReason, mayHaveArrived: boolean, status: number | null = null) =>
    new OutboundFailure(provider, reason, mayHaveArrived, status);
  const requestId = currentRequest()?.requestId;
  let response: Response;
  try {
    response = await fetch(url, {
      method,
      headers: { ...(requestId !== undefined && { 'X-Request-ID': requestId }), ...headers },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
  } catch (error) {
    if (isTimeout(error)) throw fail('timed_out', true);
    throw NEVER_SENT.has(causeCode(error)) ? fail('unreachable', false) : fail('cut_off', true);
  }
  const { status } = response;
  const bytes = await bodyOf(response).catch((error: unknown) => {
    throw isTimeout(error) ? fail('timed_out', true, status) : fail('cut_off', true, status);
  });
  if (status === 429) throw fail('busy', false, status);
  if (status >= 500) throw fail('failing', true, status);
  if (bytes === null || status < 200 || (status >= 300 && status < 400)) throw fail('unreadable', true, status);
  return new OutboundAnswer(provider, status, response.headers, bytes);
}

/** Null when it is larger than any answer should be. */
async function bodyOf(response: Response): Promise<Buffer | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > LARGEST_ANSWER) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Told by what they say: fetch's errors may come from another realm, where `instanceof Error` is false. */
const isTimeout = (error: unknown): boolean => (error as { name?: unknown } | null)?.name === 'TimeoutError';

function causeCode(error: unknown): string {
  const code = (error as { cause?: { code?: unknown } } | null)?.cause?.code;
  return typeof code === 'string' ? code : '';
}
