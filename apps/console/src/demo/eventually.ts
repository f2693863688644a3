import { setTimeout as delay } from 'node:timers/promises';

import { StepFailed } from './narrator.js';

const PATIENCE_MS = 20_000;
/** Sparing the rate limit of whoever looks through the API. */
const POLL_MS = 200;

/** What `look` finds, as soon as it finds something. For what no event tells of. Throws {@link StepFailed} after twenty seconds. */
export async function eventually<T>(what: string, look: () => Promise<T | undefined> | T | undefined): Promise<T> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new StepFailed(`this did not happen in time: ${what}`);
    await delay(POLL_MS);
  }
}
