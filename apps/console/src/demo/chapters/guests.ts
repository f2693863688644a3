import { randomUUID } from 'node:crypto';

import { CAFE_ID } from '../../demo-data/outlets.js';
import { Caller } from '../caller.js';
import type { Bills, Screens, Stage, Table } from '../day.js';
import { costOf, type Menu, MenuCard, type Wish } from '../menu-card.js';
import { StepFailed } from '../narrator.js';
import { scanQr } from '../scan-qr.js';
import type { Demand, Tablet } from '../tablet.js';
import { dishes, type Order, rupiah } from '../words.js';
import { nameOf } from './opening.js';

interface Sitting {
  readonly id: string;
  readonly token: string;
}

export async function sitDown(stage: Stage): Promise<Table> {
  const { staff, narrator, table } = stage;
  narrator.chapter(`Two guests sit down: ${table.name}`);
  const opened = await staff.waiter.post<Sitting>('/table-sessions', { table_id: table.id });
  narrator.tell(`${nameOf('waiter')} opens ${table.name}`);
  const secret = await readCode(stage);
  const phones = await Promise.all([seat(stage, 'Dewi’s phone', secret), seat(stage, 'Rizky’s phone', secret)]);
  narrator.check(
    'both phones joined the sitting that the waiter opened',
    phones.every(({ sitting }) => sitting.id === opened.id),
    { opened: opened.id, phones: phones.map(({ sitting }) => sitting.id) },
  );
  const [dewi, rizky] = phones.map(({ phone }) => phone);
  if (!dewi || !rizky) throw new StepFailed('two phones should sit at the table');
  const menu = new MenuCard(await dewi.get<Menu>('/menu'));
  narrator.check(`their menu shows the café's ${menu.size} products with prices and choices`, menu.size > 0);
  return { sessionId: opened.id, phones: [dewi, rizky], menu };
}

/** The printed code as a phone's camera sees it. */
async function readCode({ staff, narrator, table }: Stage): Promise<string> {
  const png = await staff.waiter.download(`/tables/${table.id}/qr.png?size=512`);
  const scanned = await scanQr(png);
  const { qr_url: printed } = await staff.supervisor.get<{ qr_url: string }>(`/tables/${table.id}`);
  if (scanned === undefined) narrator.tell('(no QR decoder is installed: the phones are told the address of the code)');
  else narrator.same('the QR code on the table decodes to the address of the guest page', scanned, printed);
  const secret = new URL(scanned ?? printed).hash.slice(1);
  if (secret === '') throw new StepFailed('the QR code has no secret in it', scanned ?? printed);
  return secret;
}

async function seat({ staff, narrator, table }: Stage, name: string, secret: string) {
  const phone = new Caller(staff.waiter.base, name);
  const sitting = await phone.post<Sitting>('/table-sessions', { table_id: table.id, qr_secret: secret });
  narrator.tell(`${name} scans the code and gets a token of its own`);
  return { phone: phone.as(name, sitting.token), sitting };
}

export async function orderByPhone(stage: Stage, { phones, menu }: Table, screens: Screens): Promise<Bills> {
  const { narrator } = stage;
  narrator.chapter('The phones order');
  const [dewi, rizky] = phones;
  const first = await place(stage, dewi, [
    menu.wish('Es Kopi Susu Gula Aren', ['Besar', 'Sedikit gula', 'Extra shot'], 2),
    menu.wish('Nasi Goreng Kampung', ['Pedas', 'Telur ceplok'], 1, 'tanpa bawang goreng'),
  ]);
  const second = await place(stage, rizky, [
    menu.wish('Cappuccino', ['Reguler']),
    menu.wish('Soto Ayam Lamongan', ['Kerupuk']),
    menu.wish('Croissant Mentega'),
  ]);
  await hears(stage, screens.kitchen, [first, second], 'kitchen');
  await hears(stage, screens.bar, [first, second], 'bar');
  return { first, second };
}

/** Orders as a phone with a bad connection does: priced first, then sent twice under one key. */
async function place({ narrator }: Stage, phone: Caller, wishes: readonly Wish[]): Promise<Order> {
  const basket = { outlet_id: CAFE_ID, items: wishes.map(({ item }) => item) };
  const quote = await phone.post<Order>('/orders/quote', basket);
  const once = { 'idempotency-key': randomUUID() };
  const order = await phone.post<Order>('/orders', basket, once);
  const again = await phone.send<Order>('POST', '/orders', basket, once);
  narrator.tell(`${phone.name} orders ${dishes(order.items)}: bill ${order.number}, ${rupiah(order.total_amount)}`);
  narrator.same(
    'the bill is what the menu says, the quote and the order agree',
    [quote.total_amount, order.total_amount],
    [costOf(wishes), costOf(wishes)],
  );
  narrator.same('sent twice by a bad connection, it is one order', again.body.id, order.id);
  return order;
}

async function hears({ narrator }: Stage, tablet: Tablet, orders: readonly Order[], station: string): Promise<void> {
  for (const { id, number } of orders) {
    await tablet.waitFor(`bill ${number}`, ({ type, payload }) => type === 'NEW_ORDER' && payload['id'] === id);
  }
  const expected = orders.flatMap(({ items }) => items).filter((line) => line.station === station);
  const told = tablet.demands();
  narrator.same(`${tablet.name} shows ${dishes(told)}, and nothing else`, idsOf(told), idsOf(expected));
}

const idsOf = (lines: readonly Pick<Demand, 'id'>[]): string[] => lines.map(({ id }) => id).sort();
