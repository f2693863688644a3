export interface Updates {
  /** Asks now whether there is a new version; called when the connection is back. */
  check(): void;
}

const HOUR_MS = 3_600_000;
const ASK_IDLE_MS = 5_000;

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
  let isReloading = false;
  let hasOne = workers.controller !== null;
  workers.addEventListener('controllerchange', () => {
    // The first worker of a page takes it over as it is.
    if (hasOne && !isReloading) {
      isReloading = true;
      location.reload();
    }
    hasOne = true;
  });
  const check = () => void registration?.update().catch(() => undefined);
  workers.register(`${scope}sw.js`, { scope, updateViaCache: 'none' }).then(
    (registered) => (registration = registered),
    () => undefined,
  );
  setInterval(check, HOUR_MS);
  setInterval(() => {
    if (registration?.waiting && isIdle()) registration.waiting.postMessage('take-over');
  }, ASK_IDLE_MS);
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
  addEventListener('vite:preloadError', (event) => {
    const last = Number(sessionStorage.getItem(RELOADED) ?? 0);
    if (Date.now() - last < HOUR_MS / 6) return;
    event.preventDefault();
    void reloadWhereServed().catch(() => undefined);
  });
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
  location.reload();
}
