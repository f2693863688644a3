export interface Updates {
  /** Asks now whether there is a new version; called when the connection is back. */
  check(): void;
}

const HOUR_MS = 3_600_000;
const ASK_IDLE_MS = 5_000;
/** What the worker of a new version waits to be told. */
const TAKE_OVER = 'take-over';

/**
 * Brings a new version of the page when nobody is in the middle of something: `isIdle` says whether it may reload. On https a service worker holds the
 * page for when the server is away, and a new version waits in it; on plain http the page's own ETag tells.
 */
export function watchForUpdates(scope: string, isIdle: () => boolean): Updates {
  watchForMissingFiles();
  return 'serviceWorker' in navigator ? byWorker(scope, isIdle) : byTag(scope, isIdle);
}

function byWorker(scope: string, isIdle: () => boolean): Updates {
  const workers = navigator.serviceWorker;
  let registration: ServiceWorkerRegistration | undefined;
  let hasOne = workers.controller !== null;
  let isOld = false;
  /** A new version that waits takes over when this page is idle; where another tab was first, this page follows when it is idle itself. */
  const follow = () => {
    if (!isIdle()) return;
    if (isOld) location.reload();
    else registration?.waiting?.postMessage(TAKE_OVER);
  };
  workers.addEventListener('controllerchange', () => {
    // The first worker of a page takes it over as it is.
    isOld = hasOne;
    hasOne = true;
    follow();
  });
  const check = () => void registration?.update().catch(() => undefined);
  workers.register(`${scope}sw.js`, { scope, updateViaCache: 'none' }).then(
    (registered) => {
      registration = registered;
      follow();
    },
    () => undefined,
  );
  setInterval(check, HOUR_MS);
  setInterval(follow, ASK_IDLE_MS);
  return { check };
}

function byTag(scope: string, isIdle: () => boolean): Updates {
  let tag: string | null = null;
  let isNew = false;
  const check = async () => {
    const answer = await fetch(scope, { method: 'HEAD', cache: 'no-store', headers: { Accept: 'text/html' } });
    const now = answer.ok ? answer.headers.get('ETag') : null;
    isNew ||= tag !== null && now !== null && now !== tag;
    tag ??= now;
  };
  const quietly = () => void check().catch(() => undefined);
  quietly();
  setInterval(quietly, HOUR_MS);
  setInterval(() => {
    if (isNew && isIdle()) location.reload();
  }, ASK_IDLE_MS);
  return { check: quietly };
}

const RELOADED = 'comanda.reloaded';

/** A page of an older version asks for a file that is gone: it loads itself anew, once in ten minutes at most. The import answers undefined meanwhile. */
export function watchForMissingFiles(): void {
  // However often it is called, browsers listen once.
  addEventListener('vite:preloadError', loadAnew);
}

function loadAnew(event: Event): void {
  const last = Number(sessionStorage.getItem(RELOADED) ?? 0);
  if (Date.now() - last < HOUR_MS / 6) return;
  event.preventDefault();
  void reloadWhereServed().catch(() => undefined);
}

/** Without a connection a file is missing too: a page that then loaded itself anew would be gone. */
async function reloadWhereServed(): Promise<void> {
  const answer = await fetch(location.pathname, {
    method: 'HEAD',
    cache: 'no-store',
    headers: { Accept: 'text/html' },
  });
  if (!answer.ok) return;
  sessionStorage.setItem(RELOADED, String(Date.now()));
  await letNewestServe().catch(() => undefined);
  location.reload();
}

/** The worker that has the old page would answer with it again. */
async function letNewestServe(): Promise<void> {
  const workers = (navigator as { readonly serviceWorker?: ServiceWorkerContainer }).serviceWorker;
  const registration = await workers?.getRegistration();
  await registration?.update();
  const next = registration?.installing ?? registration?.waiting;
  if (!next) return;
  await becomes(next, 'installed');
  next.postMessage(TAKE_OVER);
  await becomes(next, 'activated');
}

/** Resolves when a worker is in this state, or of no use any more. */
function becomes(worker: ServiceWorker, state: ServiceWorkerState): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (worker.state === state || worker.state === 'redundant') resolve();
    };
    worker.addEventListener('statechange', look);
    look();
  });
}
