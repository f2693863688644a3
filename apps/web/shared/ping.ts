const WITHIN_MS = 4_000;

/** Whether the server can be reached at all. */
export async function answersPing(): Promise<boolean> {
  const cut = new AbortController();
  const timer = setTimeout(() => cut.abort(), WITHIN_MS);
  try {
    await fetch('/api/v1/ping', { signal: cut.signal, cache: 'no-store' });
    return true;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}
