import { DomainError } from '#libs/kernel';
import { OutboundAnswer, OutboundFailure, OutboundHttp, type OutboundRequest } from '#libs/platform/outbound';

import type { NoAnswer } from '../core/model/authority-state.js';

/** The authority itself may take its time before a provider answers. */
const PATIENCE_MS = 25_000;

type Call = Pick<OutboundRequest, 'method' | 'body'> & { readonly url: string; readonly accept?: string };

/** Calls to one provider: what comes back is an answer to read, or no answer. Never throws for what the provider does. */
export class ProviderCalls {
  constructor(
    private readonly http: OutboundHttp,
    private readonly provider: string,
    private readonly authorization: string,
  ) {}

  /** `read` runs within the circuit breaker: an answer that it cannot read counts against the provider. */
  async ask<T>(
    { accept = 'application/json', ...call }: Call,
    read: (answer: OutboundAnswer) => T,
  ): Promise<T | NoAnswer> {
    const headers = {
      Authorization: this.authorization,
      Accept: accept,
      ...(call.body !== undefined && { 'Content-Type': 'application/json' }),
    };
    try {
      return await this.http.send({ ...call, provider: this.provider, headers, timeoutMs: PATIENCE_MS }, read);
    } catch (error) {
      if (error instanceof OutboundFailure) return { kind: 'no_answer', reason: error.reason };
      if (error instanceof DomainError && error.kind === 'unavailable')
        return { kind: 'no_answer', reason: 'circuit_open' };
      throw error;
    }
  }

  /** The body as an object; an array of faults is an answer too. Throws {@link OutboundFailure} (`unreadable`) for anything else. */
  body(answer: OutboundAnswer): Readonly<Record<string, unknown>> {
    const body = answer.json();
    if (Array.isArray(body)) return { faults: body };
    if (typeof body === 'object' && body !== null) return body as Record<string, unknown>;
    throw this.unreadable(answer);
  }

  /** What a refusal says; its status speaks for itself where the body does not. */
  refusal(answer: OutboundAnswer): Readonly<Record<string, unknown>> {
    try {
      return this.body(answer);
    } catch {
      return {};
    }
  }

  unreadable(answer: OutboundAnswer): OutboundFailure {
    return new OutboundFailure(this.provider, 'unreadable', true, answer.status);
  }
}
