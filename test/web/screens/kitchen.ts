import { expectStatus } from '../../support/index.js';
import { type Actor, CAFE_ID, type Site, startScreen, ticketsOf, waiterOf } from '../support/index.js';
import { lose, type Screen, withClock } from './screen.js';

interface Paid {
  readonly payment_id: string;
}

/** What the pictures of the kitchen show: tables, one with an addition, one with a dish that was struck, one of which less is wanted; a bag; a round that is ready. */
export async function fillKitchen(site: Site): Promise<void> {
  const waiter = await waiterOf(site);
  await waiter.order(4, ['tofu', 2], ['fries', 1], ['espresso', 2]);
  await waiter.order(null, ['espresso', 1], ['tofu', 1]);
  const seven = await waiter.order(7, ['fries', 3], ['tofu', 1]);
  await waiter.add(seven, ['fries', 1]);
  await waiter.void(seven, 'Tahu Isi', 'Salah pesan');
  const nine = await waiter.order(9, ['fries', 3]);
  const [kasir, supervisor, cook] = await Promise.all([site.as('kasir'), site.as('supervisor'), site.as('kitchen')]);
  const paid = expectStatus(201, await kasir.post<Paid>(`/orders/${nine.id}/pay`, { method: 'cash' }));
  const back = { items: [{ item_id: nine.items[0]?.id, quantity: 2 }], reason: 'Terlalu banyak' };
  expectStatus(201, await supervisor.post(`/payments/${paid.payment_id}/refunds`, back));
  const ten = await waiter.order(10, ['espresso', 2], ['tofu', 1]);
  const told = await cook.get<{ data: { id: string; order_id: string; station: string }[] }>(
    `/kitchen/tickets?outlet_id=${CAFE_ID}`,
  );
  const coffee = told.body.data.find((ticket) => ticket.order_id === ten.id && ticket.station === 'bar');
  expectStatus(200, await cook.post('/kitchen/bump', { ticket_id: coffee?.id }));
}

async function board({ page, signIn }: Actor, query = ''): Promise<void> {
  await page.goto(`/kitchen/${query}`);
  await signIn('kitchen');
  await startScreen(page);
  await page.locator('.board').waitFor();
}

/** Everything that the page asks from now on is answered like this. */
const answered = ({ page }: Actor, what: string, status: number, code: string) =>
  page.route(what, (route) =>
    route.fulfill({
      status,
      contentType: 'application/problem+json',
      body: JSON.stringify({ status, code, title: code }),
    }),
  );

export const KITCHEN: readonly Screen[] = [
  {
    name: 'kitchen-lost',
    reach: withClock(async (cook) => {
      await board(cook);
      await lose(cook);
    }),
  },
  {
    name: 'kitchen-broken',
    reach: async (cook) => {
      await cook.page.route('**/api/v1/kitchen/tickets**', (route) => route.abort());
      await cook.page.goto('/kitchen/');
      await cook.signIn('kitchen');
      await cook.page.locator('.start-button').click();
      await cook.page.locator('.broken').waitFor();
    },
  },
  {
    name: 'kitchen-sound-off',
    reach: async (cook) => {
      await cook.page.addInitScript(`window.heard = []; const Real = AudioContext;
        window.AudioContext = class extends Real { constructor() { super(); window.heard.push(this); } };`);
      await board(cook);
      await cook.page.evaluate('Promise.all(window.heard.map((one) => one.suspend()))');
      await cook.page.locator('.sound-off').waitFor();
    },
  },
  {
    name: 'kitchen-signed-out',
    reach: async (cook) => {
      await board(cook);
      await answered(cook, '**/api/v1/**', 401, 'TOKEN_INVALID');
      await ticketsOf(cook.page, 'Meja 4').first().locator('.card-bump').click();
      await cook.page.locator('dialog[open] form.sign-in').waitFor();
    },
  },
  {
    name: 'kitchen-recent',
    reach: async (cook) => {
      await board(cook, '?station=bar');
      await cook.page.locator('.rail > .tool').nth(1).click();
      await cook.page
        .locator('.recent .quiet', { hasText: /oleh|por/ })
        .first()
        .waitFor();
    },
  },
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
