import { setTimeout as sleep } from 'node:timers/promises';

import express, { type Request, type Response, Router } from 'express';

import type { SandboxClock } from './clock.js';
import type { FaultKind, Fault, Faults } from './faults.js';
import { type Answer, type Call, json, Refusal, type SlowHandler } from './http.js';
import type { Journal, JournalEntry } from './journal.js';
import { answerPage, sendList } from './pages.js';
import type { Provider, Routes } from './provider.js';

/** A provider with what the sandbox keeps for it. */
export interface Station {
  readonly name: string;
  readonly provider: Provider;
  readonly clock: SandboxClock;
  readonly faults: Faults;
  readonly journal: Journal;
}

const LARGEST_BODY = '2mb';
const BEFORE: readonly FaultKind[] = ['reset', 'error', 'html', 'redirect'];
const INSTEAD_OF_ANSWER: readonly FaultKind[] = ['half-body', 'reset-after'];
const PROXY_PAGE = '<!doctype html><html lang="en"><title>Gateway</title><h1>We will be back soon</h1></html>';

/** All that a provider answers below its prefix. */
export function routerOf(station: Station): Router {
  const router = Router({ caseSensitive: true });
  const add =
    (method: 'get' | 'post' | 'put' | 'patch' | 'delete') => (path: string, operation: string, run: SlowHandler) =>
      router[method](path, (request, response) => serve(station, { operation, run }, request, response));
  const page = (path: string) => router.get(path, (request, response) => answerPage(station, request, response));
  const routes: Routes = {
    get: add('get'),
    post: add('post'),
    put: add('put'),
    patch: add('patch'),
    delete: add('delete'),
    asset: (path, draw) =>
      router.get(path, async ({ params, url }, response) =>
        write(response, await draw(params as Record<string, string>, new URL(url, 'http://sandbox').searchParams)),
      ),
    page,
  };
  router.use(express.raw({ type: () => true, limit: LARGEST_BODY }));
  router.get('/', (_, response) => sendList(response, station));
  page('/pay/:id');
  router.post('/pay/:id', (request, response) => answerPage(station, request, response));
  station.provider.routes(routes);
  router.use((request, response) => {
    const run = () => station.provider.problem(404, `no route ${request.method} ${request.path}`, request.path);
    return serve(station, { operation: 'unknown', run }, request, response);
  });
  return router;
}

interface Operation {
  readonly operation: string;
  readonly run: SlowHandler;
}

async function serve(station: Station, { operation, run }: Operation, request: Request, response: Response) {
  const finished = new Promise<void>((resolve) => response.once('close', resolve));
  const call = callOf(operation, request, finished);
  const entry = station.journal.open({
    at: new Date(station.clock.now()).toISOString(),
    operation,
    method: call.method,
    path: request.url,
    headers: flat(request.headers),
    body: call.body.toString('utf8'),
  });
  const take = (...kinds: FaultKind[]) => {
    const fault = station.faults.take(kinds, operation);
    if (fault) entry.faults.push(fault.kind);
    return fault;
  };
  const before = take(...BEFORE);
  if (before?.kind === 'reset') return reset(response);
  const honest = before ? refusalBy(before, station, call.path) : await handle(run, call);
  const wrong = before ? undefined : take('wrong-amount');
  const answer = wrong ? withWrongAmount(honest, wrong, station.provider) : honest;
  const late = take('delay');
  if (late) await sleep(late.ms ?? 10_000, undefined, { ref: false });
  const broken = before ? undefined : take(...INSTEAD_OF_ANSWER);
  if (broken?.kind === 'reset-after') return reset(response);
  if (broken) return writeHalf(response, answer, entry);
  entry.status = answer.status;
  write(response, answer);
}

async function handle(run: SlowHandler, call: Call): Promise<Answer> {
  try {
    return await run(call);
  } catch (error) {
    if (error instanceof Refusal) return error.answer;
    throw error;
  }
}

function refusalBy({ kind, status, location }: Fault, { name, provider }: Station, path: string): Answer {
  if (kind === 'html') return { status: status ?? 200, headers: { 'content-type': 'text/html' }, body: PROXY_PAGE };
  if (kind === 'redirect')
    return { status: status ?? 302, headers: { location: location ?? `/${name}/elsewhere` }, body: '' };
  const answer = provider.problem(status ?? 500, 'a fault that was asked for', path);
  if (status !== 429 && status !== 503) return answer;
  return { ...answer, headers: { ...answer.headers, 'retry-after': '1' } };
}

function withWrongAmount(answer: Answer, { amount }: Fault, provider: Provider): Answer {
  if (!provider.withAmount || answer.status >= 300) return answer;
  const body = provider.withAmount(JSON.parse(answer.body.toString()), amount);
  return { ...json(answer.status, body), headers: answer.headers };
}

function write(response: Response, { status, headers, body }: Answer): void {
  response.status(status).set(headers).end(body);
}

/** Promises the whole body, sends half of it and hangs up. */
function writeHalf(response: Response, { status, headers, body }: Answer, entry: JournalEntry): void {
  const bytes = Buffer.from(body);
  entry.status = status;
  response.writeHead(status, { ...headers, 'content-length': String(bytes.length) });
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy());
}

function reset(response: Response): void {
  response.socket?.resetAndDestroy();
}

function callOf(operation: string, request: Request, finished: Promise<void>): Call {
  const { pathname, searchParams } = new URL(request.url, 'http://sandbox');
  return {
    operation,
    method: request.method,
    path: pathname,
    params: request.params as Record<string, string>,
    query: searchParams,
    headers: request.headers,
    body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
    finished,
  };
}

const flat = (headers: Request['headers']): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
