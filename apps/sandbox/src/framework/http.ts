import type { IncomingHttpHeaders } from 'node:http';

/** A request as a provider sees it: the path below its prefix, the body as its bytes. */
export interface Call {
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** Resolves when the answer has left, or the connection was reset instead. */
  readonly finished: Promise<void>;
}

/** What a provider answers. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

export type Handler = (call: Call) => Answer;
/** For what must ask somebody else before it can answer. */
export type SlowHandler = (call: Call) => Answer | Promise<Answer>;

export const json = (status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(value),
});

export const png = (body: Buffer): Answer => ({ status: 200, headers: { 'content-type': 'image/png' }, body });

/** Thrown anywhere in a handler: ends the call with this answer. */
export class Refusal extends Error {
  constructor(readonly answer: Answer) {
    super(`refused with ${answer.status}`);
  }
}

/** What a handler answers, also when it refuses. */
export function answerOf(run: () => Answer): Answer {
  try {
    return run();
  } catch (error) {
    if (error instanceof Refusal) return error.answer;
    throw error;
  }
}

/** The body as a JSON object; undefined when it is anything else. */
export function jsonObject(body: Buffer): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
