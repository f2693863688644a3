import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';

import { ROOT } from '../support/index.js';
import { ADMIN, fillBackOffice } from './screens/admin.js';
import { GUEST } from './screens/guest.js';
import { fillKitchen, KITCHEN } from './screens/kitchen.js';
import { LINKS } from './screens/links.js';
import type { Screen } from './screens/screen.js';
import { openDrawer, TILL } from './screens/till.js';
import { actor, describeInBrowser, type Site, startSite } from './support/index.js';

const FOLDER = join(ROOT, '.data', 'shots');
/** `VISION=deuteranopia npm run web:shots`: the screens as somebody sees them who cannot tell some colours, or any (achromatopsia). */
const VISION = process.env['VISION'] as 'achromatopsia' | 'deuteranopia' | 'protanopia' | 'tritanopia' | undefined;
const SCREENS: readonly Screen[] = [...LINKS, ...KITCHEN, ...GUEST, ...TILL, ...ADMIN];

async function seeAs(page: Page, type: NonNullable<typeof VISION>): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setEmulatedVisionDeficiency', { type });
}

// npm run web:shots writes them into .data/shots; `-- -t guest` takes those alone.
if (process.env['SHOTS']) {
  describeInBrowser('pictures of every screen', () => {
    let site: Site;

    beforeAll(async () => {
      mkdirSync(FOLDER, { recursive: true });
      site = await startSite();
      await openDrawer(site);
      await fillKitchen(site);
      await fillBackOffice(site);
    }, 120_000);

    it.each(SCREENS.map((screen) => [screen.name, screen] as const))(
      '%s',
      async (name, screen) => {
        for (const viewport of ['phone', 'tablet', 'desktop'] as const) {
          for (const [theme, locale] of [
            ['light', 'id-ID'],
            ['dark', 'pt-BR'],
          ] as const) {
            const someone = await actor(site, { viewport, theme, locale });
            if (VISION) await seeAs(someone.page, VISION);
            await screen.reach(someone, site);
            await someone.page.screenshot({
              path: join(FOLDER, `${name}-${viewport}-${theme}${VISION ? `-${VISION}` : ''}.png`),
            });
            someone.expectNoFaults();
            await someone.leave();
          }
        }
      },
      240_000,
    );
  });
} else {
  it('pictures of every screen are taken by npm run web:shots', () => expect(SCREENS.length).toBeGreaterThan(0));
}
