import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { beforeAll, expect, it } from '@jest/globals';

import { ROOT } from '../support/index.js';
import { actor, type Actor, describeInBrowser, type Site, startSite } from './support/index.js';

const FOLDER = join(ROOT, '.data', 'shots');

/** A picture of a page in a state, for people to look at. */
interface Screen {
  readonly name: string;
  readonly reach: (someone: Actor, site: Site) => Promise<void>;
}

/** A page adds its own in a file beside this one. */
const SCREENS: readonly Screen[] = [
  { name: 'home', reach: async ({ page }) => void (await page.goto('/')) },
  ...(['kitchen', 'till'] as const).map((name) => ({
    name: `${name}-sign-in`,
    reach: async ({ page }: Actor) => {
      await page.goto(`/${name}/`);
      await page.locator('form.sign-in').waitFor();
    },
  })),
  {
    name: 'password-ask',
    reach: async ({ page }) => {
      await page.goto('/reset-password');
      await page.locator('input[name=email]').waitFor();
    },
  },
  {
    name: 'password-new',
    reach: async ({ page }) => {
      await page.goto('/reset-password?token=kQ3vT8xW2mZ7pL5rN9cB4hJ6sD1fG0yA');
      await page.locator('form button[type=submit]').click();
      await page.locator('.field .error').waitFor();
    },
  },
  {
    name: 'parcel-unknown',
    reach: async ({ page }) => {
      await page.goto('/tracking/BR123456785BR');
      await page.locator('.field .error').waitFor();
    },
  },
  {
    name: 'order-sign-in',
    reach: async ({ page }) => {
      await page.goto('/orders/01dfe56c-8672-526e-98bc-932e430d42b3');
      await page.locator('form button[type=submit]').click();
      await page.locator('input[aria-invalid=true]').first().waitFor();
    },
  },
];

// npm run web:shots writes them into .data/shots.
if (process.env['SHOTS']) {
  describeInBrowser('pictures of every screen', () => {
    let site: Site;

    beforeAll(async () => {
      mkdirSync(FOLDER, { recursive: true });
      site = await startSite();
    });

    it.each(SCREENS.map((screen) => [screen.name, screen] as const))('%s', async (name, screen) => {
      for (const viewport of ['phone', 'tablet', 'desktop'] as const) {
        for (const [theme, locale] of [
          ['light', 'id-ID'],
          ['dark', 'pt-BR'],
        ] as const) {
          const someone = await actor(site, { viewport, theme, locale });
          await screen.reach(someone, site);
          await someone.page.screenshot({ path: join(FOLDER, `${name}-${viewport}-${theme}.png`), fullPage: true });
          someone.expectNoFaults();
          await someone.leave();
        }
      }
    });
  });
} else {
  it('pictures of every screen are taken by npm run web:shots', () => expect(SCREENS.length).toBeGreaterThan(0));
}
