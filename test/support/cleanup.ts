import { afterAll } from '@jest/globals';

const cleanups: (() => Promise<void>)[] = [];

/** Runs after the test file's last test, newest first. What a test has ended itself must be safe to end again. */
export function onCleanup(cleanup: () => Promise<void>): void {
  cleanups.push(cleanup);
}

afterAll(async () => {
  const faults: unknown[] = [];
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup().catch((fault: unknown) => faults.push(fault));
  if (faults.length > 0) throw faults[0];
}, 120_000);
