import { z } from 'zod';

import { DomainError } from '#libs/kernel';
import { OutboundFailure, type OutboundHttp, type OutboundRequest } from '#libs/platform/outbound';

import type { GatewayName, NoAnswer } from '../core/model/charge.js';

/** What a gateway said: what we asked for, or a refusal (4xx) whose body is whatever it likes. */
export type Said<T> =
  | { readonly data: T; readonly status: number }
  | { readonly data: null; readonly status: number; readonly error: unknown };

export interface JsonApiSettings {
  readonly provider: GatewayName;
  readonly baseUrl: string;
  readonly timeoutMs?: number;
}

export interface Question {
  readonly method: OutboundRequest['method'];
  /** Below the base URL. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** A gateway's API in JSON. An answer that is not of the expected shape is none: it counts against the gateway, and nothing is read from it. */
export class JsonApi {
  private readonly baseUrl: string;

  constructor(
    private readonly http: OutboundHttp,
    private readonly settings: JsonApiSettings,
  ) {
    this.baseUrl = settings.baseUrl.replace(/\/+$/, '');
  }

  /** Throws {@link OutboundFailure}, or `PROVIDER_UNAVAILABLE` while the breaker is open. */
  ask<T>({ method, path, headers, body }: Question, shape: z.ZodType<T>): Promise<Said<T>> {
    const { provider, timeoutMs } = this.settings;
    const request: OutboundRequest = {
      provider,
      method,
      url: this.baseUrl + path,
      headers: { Accept: 'application/json', ...(body !== undefined && CONTENT), ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
      timeoutMs,
    };
    return this.http.send(request, (answer) => {
      const { status } = answer;
      const json = answer.json();
      if (status >= 400) return { data: null, status, error: json };
      const read = shape.safeParse(json);
      if (!read.success) throw new OutboundFailure(provider, 'unreadable', true, status);
      return { data: read.data, status };
    });
  }
}

const CONTENT = { 'Content-Type': 'application/json' };
/** Seconds until it is worth asking again. */
const SOON = 5;

export const noAnswer = (reason: string, mayExist: boolean, retryAfter = SOON): NoAnswer => ({
  kind: 'no_answer',
  reason,
  mayExist,
  retryAfter,
});

/** `ask`, with the ways of getting no answer as a result. Our own mistakes are thrown on. */
export async function answering<T>(ask: () => Promise<T>): Promise<T | NoAnswer> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof OutboundFailure) return noAnswer(error.reason.toUpperCase(), error.mayHaveArrived);
    if (error instanceof DomainError && error.code === 'PROVIDER_UNAVAILABLE') {
      return noAnswer('CIRCUIT_OPEN', false, Number(error.details['retry_after'] ?? SOON));
    }
    throw error;
  }
}

/** Why a refusal that says nothing of the charge is one. */
export const refusalOf = (status: number): string =>
  status === 401 || status === 403 ? 'CREDENTIALS_REFUSED' : 'INVALID_REQUEST';

export const wholeMoney = z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER);
export const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
/** `brl` and `BRL` are the same. */
export const currencyCode = z
  .string()
  .regex(/^[A-Za-z]{3}$/)
  .transform((code) => code.toUpperCase());
export const webUrl = z.url({ protocol: /^https?$/ });
