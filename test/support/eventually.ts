import { setTimeout as delay } from 'node:timers/promises';

const INTERVAL_MS = 20;

/** Repeats `check` until it does not throw, and gives its result. For what no event announces; fails with the check's last fault. */
export async function eventually<T>(
  check: () => T | Promise<T>,
  { timeoutMs = 20_000 }: { timeoutMs?: number } = {},
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await check();
    } catch (fault) {
      if (Date.now() >= deadline) throw fault;
      await delay(INTERVAL_MS);
    }
  }
}
