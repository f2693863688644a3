import { beforeAll, expect, it } from '@jest/globals';

import { ADMIN, fillBackOffice } from './screens/admin.js';
import { GUEST } from './screens/guest.js';
import { fillKitchen, KITCHEN } from './screens/kitchen.js';
import { LINKS } from './screens/links.js';
import { openDrawer, TILL } from './screens/till.js';
import {
  actor,
  axe,
  byTab,
  describeInBrowser,
  moving,
  sideways,
  type Site,
  smallTargets,
  startSite,
  VIEWPORTS,
  withLongTexts,
} from './support/index.js';

const LANGUAGES = ['en-US', 'id-ID', 'pt-BR'] as const;
const SCREENS = [...LINKS, ...KITCHEN, ...GUEST, ...TILL, ...ADMIN];
/** One language a screen, in turn; all of them by `WEB_LONG=1`. */
const VISITS = SCREENS.flatMap((screen, at) =>
  (process.env['WEB_LONG'] ? LANGUAGES : [LANGUAGES[at % LANGUAGES.length]!]).map(
    (locale) => [screen.name, locale, screen] as const,
  ),
);

describeInBrowser('every screen is for everybody', () => {
  let site: Site;

  beforeAll(async () => {
    site = await startSite();
    await Promise.all([fillKitchen(site), openDrawer(site), fillBackOffice(site)]);
  }, 120_000);

  it.each(VISITS)(
    '%s in %s',
    async (name, locale, screen) => {
      const isKitchen = name.startsWith('kitchen-') && name !== 'kitchen-sign-in';
      const usual = isKitchen || name.startsWith('till') ? VIEWPORTS.tablet : VIEWPORTS.phone;
      const someone = await actor(site, { viewport: usual, locale, noWorker: true });
      const { page } = someone;
      await screen.reach(someone, site);
      const problems: string[] = [];
      const note = (where: string, found: readonly string[]) =>
        problems.push(...found.map((problem) => `${where}: ${problem}`));

      for (const theme of ['dark', 'light'] as const) {
        await page.evaluate((chosen) => (document.documentElement.dataset['theme'] = chosen), theme);
        note(theme, await axe(page));
      }
      await page.emulateMedia({ contrast: 'more' });
      note('more contrast', await axe(page));
      await page.emulateMedia({ contrast: 'no-preference' });
      note('no motion', await moving(page));
      note('targets', await smallTargets(page, isKitchen ? 56 : 48, '.line-face, .all-day-dish'));
      note('keyboard', await byTab(page));
      for (const [where, size] of [
        ['320 px', VIEWPORTS.narrow],
        // What is left of 1280 by 800 at twice the size.
        ['200 %', { width: 640, height: 400 }],
        ['as usual', usual],
      ] as const) {
        await page.setViewportSize(size);
        note(where, await sideways(page));
      }
      note('long texts', await withLongTexts(page));
      note('long texts', await sideways(page));
      await page.setViewportSize(VIEWPORTS.narrow);
      note('long texts at 320 px', await sideways(page));
      expect(problems).toEqual([]);
      someone.expectNoFaults();
      await someone.leave();
    },
    120_000,
  );
});
