import { CAFE_ID } from '../../demo-data/outlets.js';
import type { Bills, Drawer, Screens, Stage, Table } from '../day.js';
import { costOf, type MenuProduct, SOLD_OUT, type Wish, wishFor } from '../menu-card.js';
import type { Message } from '../tablet.js';
import { dishes, type Order, type Page, rupiah } from '../words.js';
import { inCoins } from './bill.js';
import { nameOf } from './opening.js';

const MISSED_AT_LEAST = 10;
const WRONG_DISH = 'Ayam Geprek Sambal Matah';

export interface Outage {
  /** The dish that nobody wanted. */
  readonly wrongLineId: string;
  /** Paid, and waiting for their food. */
  readonly takeaways: readonly Order[];
}

/** The kitchen's tablet is away while the café goes on; then it catches up from the last `seq` that it saw. */
export async function loseTheKitchen(
  stage: Stage,
  { table, bills, screens, drawer }: { table: Table; bills: Bills; screens: Screens; drawer: Drawer },
): Promise<Outage> {
  const { narrator } = stage;
  const { kitchen } = screens;
  narrator.chapter('The kitchen tablet loses its network');
  await kitchen.loseNetwork();
  const lastSeen = kitchen.lastSeq;
  const heardBefore = kitchen.messages.length;
  narrator.tell(`its last event was #${lastSeen}; the café does not wait for it:`);
  const takeaways = await sellTakeaways(stage, table, drawer);
  await sellOut(stage, table);
  await addDessert(stage, table, bills);
  const wrongLineId = await addWrongDish(stage, table, bills);
  // Events get their place in the log just after the commit: the till hears of the last one when all are there.
  await screens.till.waitFor('the wrong dish', ({ payload }) => JSON.stringify(payload).includes(wrongLineId));
  const missed = await whatTheKitchenMissed(stage, lastSeen);
  narrator.check(`${missed.length} events went past it`, missed.length >= MISSED_AT_LEAST, missed.map(typeAndSeq));
  await kitchen.switchOn();
  const newest = missed.at(-1)?.seq ?? 0;
  await kitchen.waitFor(`event #${newest}`, ({ seq }) => seq === newest);
  const caughtUp = kitchen.messages.slice(heardBefore);
  narrator.same(
    `back on, it asks for everything since #${lastSeen} and gets all ${missed.length}, in order, no gap and no repeat`,
    caughtUp.map(typeAndSeq),
    missed.map(typeAndSeq),
  );
  return { wrongLineId, takeaways };
}

async function sellTakeaways(stage: Stage, { menu }: Table, drawer: Drawer): Promise<Order[]> {
  const baskets = [
    [menu.wish('Mie Goreng Jawa', ['Sedang', 'Kerupuk']), menu.wish('Teh Tarik', ['Normal'])],
    [menu.wish('Pisang Goreng Keju'), menu.wish('Air Mineral 600 ml', [], 2)],
    [menu.wish('Nasi Uduk Komplit', ['Tidak pedas']), menu.wish('Klepon isi 6')],
    [menu.wish('Cireng Bumbu Rujak'), menu.wish('Es Jeruk Nipis', ['Tanpa gula'])],
  ];
  const orders: Order[] = [];
  for (const basket of baskets) orders.push(await sellOne(stage, basket, drawer));
  return orders;
}

async function sellOne({ staff, narrator }: Stage, basket: readonly Wish[], drawer: Drawer): Promise<Order> {
  const order = await staff.kasir.post<Order>('/orders', {
    outlet_id: CAFE_ID,
    type: 'TAKEAWAY',
    items: basket.map(({ item }) => item),
  });
  const paid = await staff.kasir.post<{ order: Order }>(`/orders/${order.id}/pay`, { method: 'cash' });
  await staff.kasir.patch(`/orders/${order.id}/status`, { status: 'ACCEPTED' });
  drawer.book.push({ what: `takeaway ${order.number}`, amount: inCoins(costOf(basket)) });
  narrator.tell(
    `takeaway ${order.number}: ${dishes(order.items)}, ${rupiah(inCoins(costOf(basket)))} in cash, ${paid.order.payment_status}`,
  );
  return order;
}

/** 86: at once on every screen and phone, and a guest who was quicker with the menu than with ordering is told so. */
async function sellOut({ staff, narrator }: Stage, { phones, menu }: Table): Promise<void> {
  const gone = SOLD_OUT.map((name) => menu.product(name));
  for (const product of gone) {
    await offer(staff, product, false);
    narrator.tell(`the kitchen calls 86: ${product.name}`);
  }
  const [wanted] = gone;
  if (!wanted) throw new RangeError('Nothing runs out');
  const [dewi] = phones;
  const mine = async () => (await dewi.get<Page<Order>>('/orders')).total;
  const before = await mine();
  const refusal = await dewi.refused('POST', '/orders', {
    outlet_id: CAFE_ID,
    items: [wishFor(wanted, ['Sedang']).item, menu.wish('Cokelat Panas').item],
  });
  narrator.same(
    `${dewi.name} wants ${wanted.name} all the same and is refused: “${refusal.detail}”`,
    [refusal.status, refusal.code],
    [409, 'PRODUCT_UNAVAILABLE'],
  );
  narrator.same('and nothing of that order was kept', await mine(), before);
  // The night brings back what runs out every day, by name; a stand-in is back at once.
  for (const product of gone.filter(({ name }) => !SOLD_OUT.includes(name))) await offer(staff, product, true);
}

const offer = ({ kitchen }: Stage['staff'], { id }: MenuProduct, available: boolean): Promise<unknown> =>
  kitchen.patch(`/products/${id}/availability`, {
    available,
    outlet_id: CAFE_ID,
    ...(!available && { reason: 'Habis' }),
  });

async function addDessert({ narrator }: Stage, { menu, phones }: Table, { second }: Bills): Promise<void> {
  const [, rizky] = phones;
  const wish = menu.wish('Tahu Isi');
  const order = await rizky.post<Order>(`/orders/${second.id}/items`, { items: [wish.item] });
  narrator.same(
    `${rizky.name} adds ${dishes(order.items.slice(-1))}`,
    order.total_amount,
    second.total_amount + wish.cost,
  );
}

async function addWrongDish({ staff, narrator }: Stage, { menu }: Table, { first }: Bills): Promise<string> {
  const wish = menu.wish(WRONG_DISH, ['Pedas']);
  const before = new Set(first.items.map(({ id }) => id));
  const order = await staff.waiter.post<Order>(`/orders/${first.id}/items`, { items: [wish.item] });
  const line = order.items.find(({ id }) => !before.has(id));
  narrator.check(
    `${nameOf('waiter')} adds ${line?.name ?? WRONG_DISH} to bill ${order.number}: the wrong table`,
    line !== undefined && order.total_amount === first.total_amount + wish.cost,
    order,
  );
  return line?.id ?? '';
}

async function whatTheKitchenMissed({ staff }: Stage, after: number): Promise<Message[]> {
  const page = await staff.kitchen.get<{ data: Message[] }>(`/events?after=${after}&limit=100&station=kitchen`);
  return page.data;
}

const typeAndSeq = ({ type, seq }: Message): string => `${type} #${seq}`;
