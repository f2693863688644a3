import type { Page } from 'playwright-core';

/** How long the calculation below takes in Chromium on a machine of 2026 that does nothing else, ms. */
const QUIET_MS = 120;

/**
 * How many times slower this machine is now than one that does nothing else, 1 at least: what a limit is multiplied by, so that others' work on the
 * same processors is not taken for a fault of the page.
 */
export async function slowness(page: Page): Promise<number> {
  const took = await page.evaluate(() => {
    const since = performance.now();
    let sum = 0;
    for (let turn = 0; turn < 20_000_000; turn += 1) sum = (sum * 31 + turn) % 1_000_003;
    return sum < 0 ? 0 : performance.now() - since;
  });
  return Math.max(1, took / QUIET_MS);
}
