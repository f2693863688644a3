import type { Page } from 'playwright-core';

import { type Actor, CAFE_ID, guestAt, itemsOf, type Site, tableId } from '../support/index.js';
import { lose, type Screen, withClock } from './screen.js';

/** The pictures of the till show a cashier with an open drawer: opens it where it is not. */
export async function openDrawer(site: Site): Promise<void> {
  const kasir = await site.as('kasir');
  const { status } = await kasir.post('/shifts/open', { outlet_id: CAFE_ID, start_cash: 500_000 });
  if (status !== 201 && status !== 409) throw new Error(`The drawer could not be opened: ${status}`);
}

/** Each press on a new screen is a moment after the last. */
const moment = (page: Page) =>
  page
    .evaluate(() => performance.now())
    .then((now) => page.waitForFunction((since) => performance.now() - since > 500, now));

async function sell(cashier: Actor): Promise<void> {
  await cashier.page.goto('/till/');
  await cashier.signIn('kasir');
  await cashier.page.locator('.tiles').waitFor();
  await moment(cashier.page);
}

async function cart(cashier: Actor): Promise<void> {
  await sell(cashier);
  for (const name of ['Espresso', 'Cokelat Panas', 'Tahu Isi']) {
    await cashier.page.locator('.tile', { hasText: name }).first().click();
  }
  await openCart(cashier);
  await cashier.page.locator('.cart .grand').waitFor();
}

/** On a phone the sale is behind its bar. */
async function openCart({ page }: Actor): Promise<void> {
  const bar = page.locator('.cart-bar button');
  if ((page.viewportSize()?.width ?? 0) <= 760) await bar.click();
}

async function pay(cashier: Actor): Promise<void> {
  await cart(cashier);
  await cashier.page.locator('.pay').click();
  await cashier.page.locator('.pay-screen .take').waitFor();
  await moment(cashier.page);
}

const tab = (index: number) => async (cashier: Actor) => {
  await sell(cashier);
  await cashier.page.locator('.till-bar .tab').nth(index).click();
  await cashier.page.locator('.till-main h2').first().waitFor();
};

/** A form that asks for more before something is done with a bill: the `index`th button of its sheet. */
const partOf = (index: number) => async (cashier: Actor) => {
  await tab(1)(cashier);
  await cashier.page.locator('.bill').last().click();
  await cashier.page.locator('.acts button').nth(index).click();
  await cashier.page.locator('.part').waitFor();
};

async function locked(cashier: Actor): Promise<void> {
  await sell(cashier);
  await cashier.page.locator('.till-bar > button').first().click();
  await cashier.page.locator('.people button').first().waitFor();
}

/** The shift's close, at its count: of what is in the drawer. */
async function counting(cashier: Actor, site: Site): Promise<void> {
  const [kasir, admin] = [await site.as('kasir'), await site.as('admin')];
  const { body: shift } = await kasir.get<{ id: string }>(`/shifts/current?outlet_id=${CAFE_ID}`);
  const { body: report } = await admin.get<{ expected_cash: number }>(`/shifts/${shift.id}/report`);
  await sell(cashier);
  await cashier.page.locator('.till-bar > button').last().click();
  await cashier.page.locator('dialog .stack > .button').first().click();
  await cashier.page.locator('.closing .main').click();
  await cashier.page.locator('.amount-field input').fill(String(report.expected_cash));
}

/** An outlet that is paid by more than cash and gateways. The screens before have none. */
async function withTenders(site: Site): Promise<void> {
  const admin = await site.as('admin');
  for (const tender of [
    { name: 'BCA', method: 'card_terminal', requires_reference: true, requires_last4: true, counts_in_drawer: true },
    { name: 'Voucher Kopi Comanda', method: 'voucher', counts_in_drawer: true, position: 1 },
    { name: 'BCA transfer', method: 'bank_transfer', confirm: 'LATER', position: 2 },
  ]) {
    const { status } = await admin.post('/tenders', { outlet_id: CAFE_ID, ...tender });
    if (status !== 201 && status !== 409) throw new Error(`The tender could not be made: ${status}`);
  }
}

const tenderButton = ({ page }: Actor, name: string) => page.getByRole('button', { name, exact: true });

/** The sheet of a card terminal, which says what is missing. */
async function byCard(cashier: Actor, site: Site): Promise<void> {
  await withTenders(site);
  await pay(cashier);
  await tenderButton(cashier, 'BCA').click();
  await moment(cashier.page);
  await cashier.page.locator('dialog .take').click();
  await cashier.page.locator('dialog .error').first().waitFor();
}

async function byTransfer(cashier: Actor, site: Site): Promise<void> {
  await withTenders(site);
  await pay(cashier);
  await tenderButton(cashier, 'BCA transfer').click();
  await moment(cashier.page);
  await cashier.page.locator('dialog .take').click();
  await cashier.page.locator('.done').waitFor();
}

/** The café takes tips, and names its reasons. */
async function withTips(site: Site): Promise<void> {
  const admin = await site.as('admin');
  const { body: outlet } = await admin.get<{ version: number }>(`/outlets/${CAFE_ID}`);
  await admin.patch(`/outlets/${CAFE_ID}`, { tips: { to: 'SERVER', presets: [10, 15, 20] }, version: outlet.version });
  for (const [kind, label] of [
    ['COMP', 'Waited too long'],
    ['COMP', 'Regular guest'],
    ['NO_SALE', 'Change for a guest'],
  ]) {
    await admin.post('/reasons', { outlet_id: CAFE_ID, kind, label });
  }
}

/** A bill of two seats whose second course waits, open in its sheet. */
async function courses(cashier: Actor, site: Site): Promise<void> {
  await withTips(site);
  const waiter = await site.as('waiter');
  const [espresso, tofu, fries] = await itemsOf(site, [
    ['espresso', 2],
    ['tofu', 1],
    ['fries', 2],
  ]);
  const items = [espresso, { ...tofu, seat: 1, course: 1 }, { ...fries, seat: 2, course: 2 }];
  const { body } = await waiter.post<{ number: string }>('/orders', { outlet_id: CAFE_ID, type: 'TAKEAWAY', items });
  await tab(1)(cashier);
  await cashier.page.locator('.bill', { hasText: body.number }).click();
  await cashier.page.locator('.bill-lines li').nth(2).waitFor();
}

/** What can be done with the bill's `index`th line. */
const lineAct = (index: number, act: number) => async (cashier: Actor, site: Site) => {
  await courses(cashier, site);
  await cashier.page.locator('.bill-lines .line-name').nth(index).click();
  await cashier.page.locator('.part > .choices').last().locator('button').nth(act).click();
  await cashier.page.locator('.part').waitFor();
};

/** The count of a drawer with slips in it. */
async function declaring(cashier: Actor, site: Site): Promise<void> {
  await withTenders(site);
  await counting(cashier, site);
  await cashier.page.locator('.declare input').first().fill('54000');
}

/** A sale is put aside; the till is ready for the next one, and offers to go on with it. */
async function parked(cashier: Actor): Promise<void> {
  await cart(cashier);
  await cashier.page.locator('.cart footer .between .button').last().click();
  await cashier.page.locator('.cart-lines').waitFor({ state: 'detached' });
  await cashier.page.locator('.parked .button').first().waitFor({ state: 'attached' });
}

/** Its bill, from the list of those that were put aside. */
async function parkedBill(cashier: Actor): Promise<void> {
  await parked(cashier);
  await cashier.page.locator('.till-bar .tab').nth(1).click();
  await cashier.page.locator('#tab-parked').click();
  await cashier.page.locator('.bill').first().click();
  await cashier.page.locator('.acts').waitFor();
}

/** Two floors with their tables, where there are none yet. */
async function withFloors(site: Site): Promise<void> {
  const admin = await site.as('admin');
  const { body } = await admin.get<{ data: readonly unknown[] }>(`/floors?outlet_id=${CAFE_ID}`);
  if (body.data.length > 0) return;
  for (const [name, position, first] of [
    ['Dalam', 0, 1],
    ['Teras', 1, 7],
  ] as const) {
    const floor = { outlet_id: CAFE_ID, name, position, width: 24, height: 12 };
    const { body: made } = await admin.post<{ id: string; version: number }>('/floors', floor);
    const tables = Array.from({ length: 5 }, (_, at) => ({
      id: tableId(first + at),
      ...{ x: 1 + (at % 3) * 8, y: 1 + Math.floor(at / 3) * 6, width: 5, height: 3 },
      ...(at === 1 && { shape: 'ROUND', width: 4, height: 4 }),
      ...(at === 4 && { shape: 'BAR', width: 10, height: 2 }),
    }));
    await admin.put(`/floors/${made.id}/layout`, { version: made.version, tables, pairs: [] });
  }
}

/** The plan of the first floor: guests who have ordered, and a party at two tables. */
async function plan(cashier: Actor, site: Site): Promise<void> {
  await withFloors(site);
  const [admin, guest] = [await site.as('admin'), await guestAt(site, 4)];
  await guest.order(['espresso', 1]);
  const { body } = await admin.post<{ id: string }>('/table-sessions', { table_id: tableId(1), guest_count: 11 });
  await admin.post(`/table-sessions/${body.id}/link`, { table_ids: [tableId(2)] });
  await sell(cashier);
  await cashier.page.locator('.till-bar .tab').nth(3).click();
  await cashier.page.locator('.table-tile .table-state.ORDERED').first().waitFor();
}

/** The sheet of its `nth` table; with `act`, what asks for more there. */
const tableSheet = (nth: number, act?: number) => async (cashier: Actor, site: Site) => {
  await plan(cashier, site);
  await cashier.page.locator('.table-tile').nth(nth).click();
  await cashier.page
    .locator('.acts button')
    .nth(act ?? 0)
    .waitFor();
  if (act === undefined) return;
  await cashier.page.locator('.acts button').nth(act).click();
  await cashier.page.locator('.part').waitFor();
};

/** A discount that the cashier may not give alone. */
async function asksApproval(cashier: Actor): Promise<void> {
  await partOf(3)(cashier);
  for (const input of await cashier.page.locator('.part input[type=text]').all()) await input.fill('90');
  await cashier.page.locator('.part button[type=submit]').click();
  await cashier.page.locator('input[type=password]').waitFor();
}

const SCREENS: readonly Screen[] = [
  { name: 'till-tables', reach: plan },
  { name: 'till-table', reach: tableSheet(3) },
  { name: 'till-table-seat', reach: tableSheet(4, 1) },
  { name: 'till-table-move', reach: tableSheet(0, 1) },
  { name: 'till-table-link', reach: tableSheet(0, 2) },
  { name: 'till-parked', reach: parked },
  { name: 'till-parked-bill', reach: parkedBill },
  {
    name: 'till-details',
    reach: async (cashier) => {
      await parkedBill(cashier);
      await cashier.page.locator('.acts .button').nth(3).click();
      await cashier.page.locator('.part').waitFor();
    },
  },
  {
    name: 'till-lost',
    reach: withClock(async (cashier) => {
      await sell(cashier);
      await cashier.page.locator('.tile', { hasText: 'Espresso' }).first().click();
      await lose(cashier);
    }),
  },
  {
    name: 'till-guests',
    reach: async (cashier, site) => {
      await sell(cashier);
      const guest = await guestAt(site, 6);
      await guest.order(['espresso', 1]);
      const [call] = await guest.calls();
      if (!call) await guest.call('BILL', 'cash');
      await cashier.page.locator('.badge.calling').waitFor();
      await cashier.page.keyboard.press('F8');
      await cashier.page.locator('.bill .sign.new').first().waitFor();
    },
  },
  { name: 'till-lock', reach: locked },
  {
    name: 'till-pin',
    reach: async (cashier) => {
      await locked(cashier);
      await cashier.page.locator('.people button').first().click();
      await cashier.page.keyboard.type('99');
    },
  },
  {
    name: 'till-open-shift',
    reach: async ({ page, signIn }) => {
      await page.goto('/till/');
      await signIn('supervisor');
      await page.locator('.amount-field').waitFor();
    },
  },
  {
    name: 'till-more',
    reach: async (cashier) => {
      await sell(cashier);
      await cashier.page.locator('.till-bar > button').last().click();
      await cashier.page.locator('dialog[open]').waitFor();
    },
  },
  {
    name: 'till-bill',
    reach: async (cashier) => {
      await tab(1)(cashier);
      await cashier.page.locator('.bill').last().click();
      await cashier.page.locator('.acts').waitFor();
    },
  },
  {
    name: 'till-line',
    reach: async (cashier) => {
      await tab(1)(cashier);
      await cashier.page.locator('.bill').last().click();
      await cashier.page.locator('.bill-lines .line-name').first().click();
      await cashier.page.locator('.part').waitFor();
    },
  },
  { name: 'till-discount', reach: partOf(3) },
  { name: 'till-approval', reach: asksApproval },
  {
    name: 'till-approval-afar',
    reach: async (cashier) => {
      await asksApproval(cashier);
      await cashier.page.locator('dialog .button.quiet').last().click();
      await cashier.page.locator('dialog form .main').last().click();
      await cashier.page.locator('dialog [role=status]').last().waitFor();
    },
  },
  { name: 'till-split', reach: partOf(5) },
  { name: 'till-merge', reach: partOf(6) },
  {
    name: 'till-history',
    reach: async (cashier) => {
      await partOf(8)(cashier);
      await cashier.page.locator('.history li').first().waitFor();
    },
  },
  {
    name: 'till-refund',
    reach: async (cashier, site) => {
      const kasir = await site.as('kasir');
      const { body } = await kasir.get<{ data: { id: string; number: string }[] }>(
        `/orders?outlet_id=${CAFE_ID}&payment_status=PARTIALLY_REFUNDED&limit=1`,
      );
      await cashier.page.goto('/till/');
      await cashier.signIn('supervisor');
      await cashier.page.keyboard.press('F8');
      await cashier.page.locator('#tab-recent').click();
      await cashier.page.locator('.bill', { hasText: body.data[0]?.number ?? '' }).click();
      await cashier.page.locator('.acts .danger').last().click();
      await cashier.page.locator('.part').waitFor();
    },
  },
  {
    name: 'till-pix',
    reach: async ({ page, signIn }) => {
      await page.goto('/till/');
      await signIn('kasir-sp');
      await page.locator('.amount-field').waitFor();
      await page.locator('.till-main .button.quiet').last().click();
      await page.locator('.tile:not([aria-disabled=true])').first().waitFor();
      await moment(page);
      await page.locator('.tile:not([aria-disabled=true])').first().click();
      await page.locator('.cart .grand, .choices-sheet').first().waitFor({ state: 'attached' });
      const choices = page.locator('.choices-sheet');
      if ((await choices.count()) > 0) {
        for (const group of await choices.locator('.group').all()) await group.locator('button').first().click();
        await choices.locator('button[type=submit]').click();
      }
      await page.locator('.cart .grand').waitFor({ state: 'attached' });
      await page.keyboard.press('Enter');
      await page.locator('.pay-screen').waitFor();
      await moment(page);
      await page.getByRole('button', { name: 'PIX' }).click();
      await page.locator('dialog[open] img').waitFor();
    },
  },
  { name: 'till-sell', reach: cart },
  { name: 'till-pay', reach: pay },
  {
    name: 'till-done',
    reach: async (cashier) => {
      await pay(cashier);
      await cashier.page.keyboard.type('200000');
      await cashier.page.locator('.take:enabled').click();
      await cashier.page.locator('.done').waitFor();
    },
  },
  {
    name: 'till-choices',
    reach: async (cashier) => {
      await sell(cashier);
      await cashier.page.locator('.tile', { hasText: 'Cappuccino' }).click();
      await cashier.page.locator('.choices-sheet').waitFor();
    },
  },
  { name: 'till-orders', reach: tab(1) },
  { name: 'till-cash', reach: tab(2) },
  {
    name: 'till-close',
    reach: async (cashier) => {
      await tab(2)(cashier);
      await cashier.page.locator('.cash-screen section button').last().click();
      await cashier.page.locator('.till-main h2').first().waitFor();
    },
  },
  { name: 'till-close-count', reach: counting },
  {
    name: 'till-close-result',
    reach: async (cashier, site) => {
      await counting(cashier, site);
      await cashier.page.locator('.closing .main').last().click();
      await cashier.page.locator('.verdict, dialog[open]').first().waitFor();
    },
  },
  { name: 'till-tender', reach: byCard },
  { name: 'till-transfer', reach: byTransfer },
  {
    name: 'till-transfer-bill',
    reach: async (cashier, site) => {
      await byTransfer(cashier, site);
      await cashier.page.keyboard.press('F8');
      await cashier.page.locator('.bill').first().click();
      await cashier.page.locator('.unseen-payment').waitFor();
    },
  },
  { name: 'till-declare', reach: declaring },
  {
    name: 'till-declare-result',
    reach: async (cashier, site) => {
      await declaring(cashier, site);
      for (const field of await cashier.page.locator('.declare input:first-of-type').all()) await field.fill('0');
      await cashier.page.locator('.closing .main').last().click();
      await cashier.page.locator('.tender-result, dialog[open]').first().waitFor();
    },
  },
  { name: 'till-courses', reach: courses },
  {
    name: 'till-line-sheet',
    reach: async (cashier) => {
      await cart(cashier);
      await cashier.page.locator('.line-tools .button.quiet').first().click();
      await cashier.page.locator('dialog[open]').waitFor();
    },
  },
  { name: 'till-line-discount', reach: lineAct(0, 0) },
  { name: 'till-comp', reach: lineAct(0, 1) },
  { name: 'till-price', reach: lineAct(0, 2) },
  {
    name: 'till-split-seats',
    reach: async (cashier, site) => {
      await courses(cashier, site);
      const acts = cashier.page.locator('.acts button');
      await acts.nth(4).click();
      await cashier.page.locator('.part fieldset button').last().click();
    },
  },
  {
    name: 'till-tip',
    reach: async (cashier, site) => {
      await withTips(site);
      await pay(cashier);
      await cashier.page.locator('.tips button').nth(1).click();
      await cashier.page.keyboard.type('100000');
    },
  },
  {
    name: 'till-tip-other',
    reach: async (cashier, site) => {
      await withTips(site);
      await pay(cashier);
      await cashier.page.locator('.tips button').last().click();
      await cashier.page.locator('.tips input').fill('5000');
    },
  },
  {
    name: 'till-no-sale',
    reach: async (cashier, site) => {
      await withTips(site);
      await tab(2)(cashier);
      await cashier.page.locator('.cash-screen form .choices button').nth(4).click();
    },
  },
  {
    name: 'till-tip-out',
    reach: async (cashier) => {
      await tab(2)(cashier);
      await cashier.page.locator('.cash-screen form .choices button').nth(3).click();
      await cashier.page.locator('.cash-screen form fieldset button').first().click();
    },
  },
  {
    name: 'till-add-person',
    reach: async (cashier) => {
      await tab(2)(cashier);
      await cashier.page.locator('.cash-screen section').first().locator('button').last().click();
      await cashier.page.locator('dialog[open] fieldset button').first().click();
    },
  },
  {
    name: 'till-handover',
    reach: async (cashier) => {
      await tab(2)(cashier);
      await cashier.page.locator('.cash-screen section').last().locator('button').nth(1).click();
      await cashier.page.locator('.closing fieldset button').first().click();
    },
  },
];

/** The cashier has a drawer whatever became of it on the screen before: the supervisor, who is asked for one, has none. */
export const TILL: readonly Screen[] = SCREENS.map(({ name, reach }) => ({
  name,
  reach: async (someone, site) => {
    await openDrawer(site);
    await reach(someone, site);
  },
}));
