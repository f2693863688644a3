import { setTimeout as delay } from 'node:timers/promises';

import { holdToContract } from './contract.js';
import { ROOT } from './processes.js';

export interface Answer<T = unknown> {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed when it is JSON, else the text; undefined when empty. */
  readonly body: T;
}

type Send = <T = unknown>(
  path: string,
  body?: unknown,
  headers?: Readonly<Record<string, string>>,
) => Promise<Answer<T>>;

/** A caller of the API. Paths are below `/api/v1`; a path that starts with `http` is taken as it is. */
export interface Client {
  readonly get: <T = unknown>(path: string, headers?: Readonly<Record<string, string>>) => Promise<Answer<T>>;
  readonly post: Send;
  readonly put: Send;
  readonly patch: Send;
  readonly delete: Send;
  /** The same caller with this bearer token. */
  as(token: string): Client;
}

/** How often a call is repeated that was told `DATABASE_BUSY`: about a minute, with the second that the API names. */
const BUSY_REPEATS = 60;

/**
 * Every answer is held against the openapi.json of the version that runs. Strings and buffers are sent as they are (name their Content-Type); anything else as JSON.
 * `503 DATABASE_BUSY` is obeyed as a till obeys it: the call is sent again after its `Retry-After`. Many callers of one row on a laden
 * machine are told so, and nothing was changed; no test may depend on how fast the machine is.
 */
export function client(api: { readonly url: string; readonly release?: string }, token?: string): Client {
  const once = async (method: string, path: string, body: unknown, headers: Readonly<Record<string, string>>) => {
    const isRaw = typeof body === 'string' || body instanceof Uint8Array;
    const url = path.startsWith('http') ? path : `${api.url}/api/v1${path}`;
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? undefined : isRaw ? (body as string) : JSON.stringify(body),
    });
    const answer = await readBody(response);
    const type = response.headers.get('content-type') ?? '';
    holdToContract(method, url, response.status, type, answer, api.release ?? ROOT);
    return { status: response.status, headers: response.headers, body: answer };
  };
  const send =
    (method: string): Send =>
    async <T>(path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}) => {
      let answer = await once(method, path, body, headers);
      for (let repeat = 0; repeat < BUSY_REPEATS && isBusy(answer); repeat++) {
        await delay(Number(answer.headers.get('retry-after') ?? 1) * 1_000);
        answer = await once(method, path, body, headers);
      }
      return answer as Answer<T>;
    };
  return {
    get: (path, headers) => send('GET')(path, undefined, headers),
    post: send('POST'),
    put: send('PUT'),
    patch: send('PATCH'),
    delete: send('DELETE'),
    as: (other) => client(api, other),
  };
}

const isBusy = ({ status, body }: Answer): boolean =>
  status === 503 && (body as { code?: unknown } | undefined)?.code === 'DATABASE_BUSY';

async function readBody(response: Response): Promise<unknown> {
  const type = response.headers.get('content-type') ?? '';
  if (!/json|text|^$/.test(type)) return Buffer.from(await response.arrayBuffer());
  const text = await response.text();
  if (text === '') return undefined;
  return type.includes('json') ? (JSON.parse(text) as unknown) : text;
}
