import { randomUUID } from 'node:crypto';

import type { Drawer, Screens, Stage, Table } from '../day.js';
import { type Order, rupiah, sumOf } from '../words.js';
import { nameOf } from './opening.js';
import { payShareBySnap } from './snap.js';

interface Paid {
  readonly status: string;
  readonly change: number;
  readonly payment: { readonly amount: number; readonly rounding: number };
}

/** The café has no coin below this. */
const COIN = 100;
const PAY_OUT = 35_000;
const NOTES = [50_000, 100_000];

/** Half up, as the law of the café wants it; the story works it out by itself. */
export const inCoins = (amount: number): number => Math.floor((amount + COIN / 2) / COIN) * COIN;

/** Who pays by phone, when there is somebody to play the gateway. */
const BY_PHONE = 1;

export async function splitAndPay(stage: Stage, bill: Order, drawer: Drawer, screens: Screens): Promise<void> {
  const { staff, narrator, world } = stage;
  narrator.chapter(`The bill is split three ways and paid${world.sandbox ? ', a share of it by phone' : ' in cash'}`);
  if (world.reason !== undefined) narrator.tell(`no share is paid with Midtrans: ${world.reason}`);
  const { shares } = await staff.kasir.post<{ shares: { amount: number }[] }>(`/orders/${bill.id}/split`, { ways: 3 });
  const amounts = shares.map(({ amount }) => amount);
  narrator.same(
    `three shares of ${amounts.map(rupiah).join(', ')} make ${rupiah(bill.amount_due)}`,
    [amounts.length, sumOf(amounts)],
    [3, bill.amount_due],
  );
  if (amounts.some((amount) => amount % COIN !== 0)) narrator.tell('no coin is that small: cash has to be rounded');
  const short = await staff.kasir.refused('POST', `/orders/${bill.id}/pay`, {
    method: 'cash',
    amount: amounts[0],
    tendered: COIN,
  });
  narrator.same('too little cash is refused', short.status, 422);
  const cash = world.sandbox ? amounts.filter((_, place) => place !== BY_PHONE) : amounts;
  const paidInCash = { shares: 0, taken: 0 };
  for (const [place, amount] of amounts.entries()) {
    const share = { place, amount };
    if (world.sandbox && place === BY_PHONE)
      await payShareBySnap(stage, world.sandbox, { bill, drawer, screens, share });
    else await payShare(stage, bill, drawer, share, paidInCash);
  }
  const paid = await staff.kasir.get<Order>(`/orders/${bill.id}`);
  narrator.same('the bill is paid, and nothing is due', [paid.payment_status, paid.amount_due], ['PAID', 0]);
  const rounding = inCoins(sumOf(cash)) - sumOf(cash);
  narrator.same(
    'its total is the shares, and the cash of them together in whole coins, to the rupiah',
    [paid.total_amount, paid.rounding],
    [sumOf(amounts) + rounding, rounding],
  );
  const again = await staff.kasir.refused('POST', `/orders/${bill.id}/pay`, { method: 'cash' });
  narrator.same('nobody can pay it once more', again.status, 409);
  await printReceipt(stage, bill);
}

async function payShare(
  { staff, narrator }: Stage,
  bill: Order,
  drawer: Drawer,
  { place, amount }: { place: number; amount: number },
  paidInCash: { shares: number; taken: number },
): Promise<void> {
  const due = inCoins(paidInCash.shares + amount) - paidInCash.taken;
  paidInCash.shares += amount;
  paidInCash.taken += due;
  const tendered = NOTES.find((note) => note >= due) ?? Math.ceil(due / 100_000) * 100_000;
  const payment = { method: 'cash', amount, tendered };
  const paid = await staff.kasir.post<Paid>(`/orders/${bill.id}/pay`, payment, { 'idempotency-key': randomUUID() });
  drawer.book.push({ what: `bill ${bill.number}, share ${place + 1}`, amount: due });
  narrator.same(
    `guest ${place + 1} owes ${rupiah(amount)}, gives ${rupiah(tendered)}, gets ${rupiah(tendered - due)} back`,
    [paid.status, paid.payment.amount, paid.payment.rounding, paid.change],
    ['PAID', due, due - amount, tendered - due],
  );
}

async function printReceipt({ staff, narrator }: Stage, bill: Order): Promise<void> {
  const receipt = (await staff.kasir.download(`/orders/${bill.id}/receipt?format=txt&columns=42`)).toString('utf8');
  narrator.tell('the receipt, 42 columns:');
  for (const line of receipt.trimEnd().split('\n')) narrator.tell(`  │ ${line.trimEnd()}`);
}

export async function payOut({ staff, narrator }: Stage, drawer: Drawer): Promise<void> {
  narrator.chapter('Ice is bought from the drawer');
  const path = `/shifts/${drawer.shiftId}/cash-movements`;
  await staff.kasir.post(path, { type: 'PAY_OUT', amount: PAY_OUT, reason: 'Es batu dari pasar' });
  drawer.book.push({ what: 'ice', amount: -PAY_OUT });
  narrator.tell(`${nameOf('kasir')} pays ${rupiah(PAY_OUT)} for ice and books it`);
  const unexplained = await staff.kasir.refused('POST', path, { type: 'PAY_OUT', amount: PAY_OUT });
  narrator.same('cash does not leave the drawer without a reason', unexplained.status, 400);
}

export async function leave({ staff, narrator }: Stage, { sessionId, phones }: Table): Promise<void> {
  narrator.chapter('The guests leave');
  await staff.waiter.post(`/table-sessions/${sessionId}/close`);
  const answers = await Promise.all(phones.map((phone) => phone.refused('GET', '/orders')));
  narrator.same(
    `${nameOf('waiter')} closes the table: both phones' tokens are dead at once`,
    answers.map(({ status }) => status),
    [401, 401],
  );
}
