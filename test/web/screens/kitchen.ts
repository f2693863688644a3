import { type Actor, type Site, startScreen, waiterOf } from '../support/index.js';
import type { Screen } from './screen.js';

/** What the pictures of the kitchen show: two tables, one with an addition, a bag, and a dish that was struck. */
export async function fillKitchen(site: Site): Promise<void> {
  const waiter = await waiterOf(site);
  await waiter.order(4, ['tofu', 2], ['fries', 1], ['espresso', 2]);
  await waiter.order(null, ['espresso', 1], ['tofu', 1]);
  const seven = await waiter.order(7, ['fries', 3], ['tofu', 1]);
  await waiter.add(seven, ['fries', 1]);
  await waiter.void(seven, 'Tahu Isi', 'Salah pesan');
}

async function board({ page, signIn }: Actor, query = ''): Promise<void> {
  await page.goto(`/kitchen/${query}`);
  await signIn('kitchen');
  await startScreen(page);
  await page.locator('.board').waitFor();
}

export const KITCHEN: readonly Screen[] = [
  {
    name: 'kitchen-start',
    reach: async ({ page, signIn }) => {
      await page.goto('/kitchen/');
      await signIn('kitchen');
      await page.locator('.start-button').waitFor();
    },
  },
  { name: 'kitchen-board', reach: (cook) => board(cook) },
  { name: 'kitchen-empty', reach: (cook) => board(cook, '?station=pastry') },
  { name: 'kitchen-pass', reach: (cook) => board(cook, '?view=pass') },
  ...Object.entries({ 'all-day': ['a'], help: ['?'], menu: ['1', 'm'] }).map(([name, keys]) => ({
    name: `kitchen-${name}`,
    reach: async (cook: Actor) => {
      await board(cook);
      for (const key of keys) await cook.page.keyboard.press(key);
      if (name !== 'all-day') await cook.page.locator('dialog[open]').waitFor();
    },
  })),
];
