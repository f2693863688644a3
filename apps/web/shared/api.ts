import type { FetchResponse, MaybeOptionalInit } from 'openapi-fetch';
import type { HttpMethod, PathsWithMethod } from 'openapi-typescript-helpers';

import type { components, paths } from '../generated/api.js';
import { type CallInit, contentOf, faultOf, requestOf } from './http.js';
import { type AskedRequest, noConnection, type Problem, problemOf } from './problem.js';
import { NoAnswer, tryOnce } from './request.js';
import type { Session } from './session.js';
import { language } from './words/language.js';

export type { AskedRequest, Problem } from './problem.js';

/** The shapes of the API by their names in `openapi.json`, as in `Schemas['OrderResponse']`. */
export type Schemas = components['schemas'];

export type Outcome<Data> =
  | { readonly ok: true; readonly data: Data; readonly response: Response }
  | { readonly ok: false; readonly problem: Problem };

interface Keyed {
  /** Sent as `Idempotency-Key`: made with `newId()` when a person means to do it, so that trying again does it once. A POST without one is not tried again. */
  readonly key?: string;
  readonly signal?: AbortSignal;
  /** Of a file: the answer's data is then a Blob. */
  readonly parseAs?: 'blob';
}

type Method = Extract<HttpMethod, 'get' | 'post' | 'put' | 'patch' | 'delete'>;
type Init<Path extends keyof paths, M extends Method> = MaybeOptionalInit<paths[Path], M>;
type Operation<Path extends keyof paths, M extends Method> = paths[Path][M] & Record<string | number, unknown>;
type Told<Path extends keyof paths, M extends Method> = NonNullable<
  FetchResponse<Operation<Path, M>, object, 'application/json'>['data']
>;
/** Of a 204 there is none. */
type Data<Path extends keyof paths, M extends Method> = [Told<Path, M>] extends [never] ? undefined : Told<Path, M>;
type Args<T> = undefined extends T ? [init?: NonNullable<T> & Keyed] : [init: T & Keyed];

/** A call of the API. `path` is as in `openapi.json`: `/api/v1/orders/{id}`. */
type Call<M extends Method> = <Path extends PathsWithMethod<paths, M>>(
  path: Path,
  ...init: Args<Init<Path, M>>
) => Promise<Outcome<Data<Path, M>>>;

/** Calls never throw: what the server refuses, and what does not reach it, is a {@link Problem}. */
export interface Api {
  readonly get: Call<'get'>;
  readonly post: Call<'post'>;
  readonly put: Call<'put'>;
  readonly patch: Call<'patch'>;
  readonly del: Call<'delete'>;
  /** What approved requests are sent with, by {@link nameOf}. */
  readonly grants: Map<string, string>;
}

/** Requests of the same name are the same: what an approval of one of them is good for. */
export const nameOf = (asked: AskedRequest): string => JSON.stringify(asked);

const WITHIN_MS = 10_000;
const PAUSES_MS = [500, 2_000];
const ROLE_EVERY_MS = 60_000;
/** What a server or a proxy answers that will be there again in a moment. */
const PASSING = new Set([502, 503, 504]);

/**
 * The API with the token of a session. A 401 gets a new token once, and then ends the session. A refusal of somebody's role asks, once a minute at
 * most, whether they have another one now.
 */
export function createApi(session: Session): Api {
  let roleAskedAt = -Infinity;
  const grants = new Map<string, string>();
  const call =
    (method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE') =>
    async (path: string, { key, parseAs, ...init }: CallInit & Keyed = {}): Promise<Outcome<unknown>> => {
      const isAsking = method === 'GET';
      const wasOnline = navigator.onLine;
      try {
        const request = requestOf(method, path, init, key);
        const asked = { method, path: request.url.slice(location.origin.length), body: init.body ?? {} };
        const grant = grants.size > 0 && grants.get(nameOf(asked));
        if (grant) request.headers.set('X-Approval-Grant', grant);
        const response = await send(session, request);
        if (response.ok) return { ok: true, data: await contentOf(response, parseAs), response };
        const problem = problemOf(await faultOf(response), response.status, response.headers.get('Retry-After'));
        if (problem.code === 'FORBIDDEN' && session.user.value && Date.now() - roleAskedAt > ROLE_EVERY_MS) {
          roleAskedAt = Date.now();
          void session.refresh();
        }
        // A body may have a PIN or a password in it: it is kept for nothing else.
        return { ok: false, problem: problem.code === 'APPROVAL_REQUIRED' ? { ...problem, asked } : problem };
      } catch (error) {
        // An answer that stops half-way counts as none.
        if (!(error instanceof NoAnswer || error instanceof TypeError || error instanceof SyntaxError)) throw error;
        return { ok: false, problem: noConnection(!isAsking && wasOnline) };
      }
    };
  return {
    get: call('GET'),
    post: call('POST'),
    put: call('PUT'),
    patch: call('PATCH'),
    del: call('DELETE'),
    grants,
  } as unknown as Api;
}

async function send(session: Session, request: Request): Promise<Response> {
  const token = session.token.value;
  const answer = await sendAgain(withHeaders(request, token));
  if (answer.status !== 401 || token === null) return answer;
  if (session.token.value === token && (await session.refresh()) !== 'renewed') return answer;
  return session.token.value === null ? answer : sendAgain(withHeaders(request, session.token.value));
}

/** What may be sent twice without happening twice is tried three times. Throws {@link NoAnswer}. */
async function sendAgain(request: Request): Promise<Response> {
  const mayRepeat = request.method === 'GET' || request.headers.has('Idempotency-Key');
  for (const pause of mayRepeat ? PAUSES_MS : []) {
    try {
      const answer = await tryOnce(request.clone(), WITHIN_MS);
      if (!PASSING.has(answer.status)) return answer;
    } catch (error) {
      if (request.signal.aborted) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, pause * (0.75 + Math.random() / 2)));
  }
  return tryOnce(request.clone(), WITHIN_MS);
}

function withHeaders(request: Request, token: string | null): Request {
  const sent = request.clone();
  sent.headers.set('Accept-Language', language.value);
  if (token !== null) sent.headers.set('Authorization', `Bearer ${token}`);
  return sent;
}
