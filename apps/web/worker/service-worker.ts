/// <reference lib="webworker" />

/** Put in front of this file by the build: what this version of the page consists of. */
declare const KEPT: {
  readonly page: string;
  readonly scope: string;
  readonly version: string;
  readonly files: readonly string[];
};

const worker = self as unknown as ServiceWorkerGlobalScope;
const PREFIX = `comanda-${KEPT.page}-`;
const CACHE = PREFIX + KEPT.version;

// A version is kept whole or not at all: its HTML names the files that belong to it.
worker.addEventListener('install', (event) => event.waitUntil(keepAll()));
worker.addEventListener('activate', (event) => event.waitUntil(takeOver()));
// The page says when it can be replaced; until then a new version waits.
worker.addEventListener('message', (event) => {
  if (event.data === 'take-over') void worker.skipWaiting();
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== worker.location.origin) return;
  if (request.mode === 'navigate' && pathname.startsWith(KEPT.scope)) event.respondWith(page(request));
  else if (pathname.startsWith('/web/')) event.respondWith(file(request));
});

async function keepAll(): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.addAll([new Request(KEPT.scope, { cache: 'no-cache', headers: { Accept: 'text/html' } }), ...KEPT.files]);
}

async function takeOver(): Promise<void> {
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX) && name !== CACHE) await caches.delete(name);
  }
  await worker.clients.claim();
}

/** Every address below the scope is the same page. */
async function page(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  return (await cache.match(KEPT.scope, { ignoreVary: true })) ?? fetch(request);
}

/** The name of a file says what is in it, so any copy is the right one. What was not kept at first is kept when it is used. */
async function file(request: Request): Promise<Response> {
  const kept = await caches.match(request, { ignoreVary: true });
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await (await caches.open(CACHE)).put(request, answer.clone());
  return answer;
}
