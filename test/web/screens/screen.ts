import type { Actor, Site } from '../support/index.js';

/** A page in a state, for people to look at. */
export interface Screen {
  readonly name: string;
  readonly reach: (someone: Actor, site: Site) => Promise<void>;
}

/** A page whose connection has been gone for so long that it tells all that it has to tell. The clock must be installed. */
export async function lose({ page, context }: Actor): Promise<void> {
  await context.setOffline(true);
  await page.clock.runFor(20_000);
  await page.clock.runFor(45_000);
  await page.locator('.banner.late').first().waitFor();
}

/** Has a page start with a clock that can be put forward. */
export const withClock =
  (reach: Screen['reach']): Screen['reach'] =>
  async (someone, site) => {
    await someone.page.clock.install();
    await reach(someone, site);
  };
