import { accountOf } from '../../demo-data/accounts.js';
import { CAFE_ID } from '../../demo-data/outlets.js';
import type { Bills, Screens, Stage } from '../day.js';
import type { Tablet } from '../tablet.js';
import { type Order, type OrderLine, type Page, rupiah } from '../words.js';
import { nameOf } from './opening.js';

interface Movement {
  readonly type: string;
  readonly quantity: number;
}

interface HistoryEntry {
  readonly action: string;
  readonly item_id: string | null;
  readonly approved_by: string | null;
  readonly reason: string | null;
}

/** Each station cooks its own lines, over its socket. */
export async function cook(stage: Stage, bills: Bills, screens: Screens): Promise<void> {
  const { staff, narrator } = stage;
  narrator.chapter('Kitchen and bar cook');
  const orders = await Promise.all(
    [bills.first, bills.second].map(({ id }) => staff.kasir.get<Order>(`/orders/${id}`)),
  );
  for (const order of orders) {
    await bumpAll(screens.bar, order, 'bar', ['COOKING', 'READY']);
    await bumpAll(screens.kitchen, order, 'kitchen', ['COOKING']);
    narrator.tell(`bill ${order.number}: the bar is done, the kitchen has begun`);
  }
  const first = await staff.kasir.get<Order>(`/orders/${bills.first.id}`);
  narrator.same('the order follows its lines', first.status, 'COOKING');
  const back = await staff.kitchen.refused('PATCH', `/orders/${first.id}/items/${lineAt(first, 'bar').id}/status`, {
    status: 'NEW',
  });
  narrator.same('what is READY never goes back to NEW', [back.status, back.code], [409, 'INVALID_TRANSITION']);
}

/** What the kitchen has begun is paid for by somebody: off the bill only with a reason and a supervisor. */
export async function voidWrongLine(stage: Stage, bills: Bills, screens: Screens, lineId: string): Promise<void> {
  const { staff, narrator } = stage;
  narrator.chapter('A wrong line is voided');
  const path = `/orders/${bills.first.id}/items/${lineId}`;
  const before = await staff.waiter.get<Order>(`/orders/${bills.first.id}`);
  const line = before.items.find(({ id }) => id === lineId);
  const reason = 'Salah meja';
  const refusal = await staff.waiter.refused('DELETE', path, { reason });
  narrator.same(
    'the kitchen has begun with it: the waiter alone may not',
    [refusal.status, refusal.code],
    [403, 'APPROVAL_REQUIRED'],
  );
  const { id, pin } = accountOf('supervisor');
  const after = await staff.waiter.delete<Order>(path, { reason, approval: { user_id: id, pin } });
  narrator.same(
    `${nameOf('supervisor')} types a PIN on the waiter's tablet, and ${line?.name ?? '?'} is off the bill`,
    before.total_amount - after.total_amount,
    line?.total,
  );
  const { data: history } = await staff.supervisor.get<{ data: HistoryEntry[] }>(`/orders/${bills.first.id}/history`);
  const entry = history.find(({ action, item_id }) => action === 'LINE_VOIDED' && item_id === lineId);
  narrator.same('the history says why, and who approved', [entry?.reason, entry?.approved_by], [reason, id]);
  await screens.kitchen.waitFor('the voided line', ({ payload }) => mentions(payload, lineId, 'VOIDED'));
  narrator.tell('the kitchen tablet strikes it out');
  await wasted(stage, line);
}

async function wasted({ staff, narrator }: Stage, line: OrderLine | undefined): Promise<void> {
  const product = line?.product_id ?? '';
  const { track_stock: isCounted } = await staff.supervisor.get<{ track_stock: boolean }>(`/products/${product}`);
  if (!isCounted) return narrator.tell('nobody counts this dish: there is no piece to book as waste');
  const filter = `outlet_id=${CAFE_ID}&product_id=${product}&limit=3`;
  const { data } = await staff.supervisor.get<Page<Movement>>(`/stock-movements?${filter}`);
  const waste = data.find(({ type }) => type === 'WASTE');
  narrator.same('it was cooked for nobody: the stock books a piece as waste', waste?.quantity, -1);
}

/** Everything is carried out; then the two phones' bills become one, and no station hears of a dish a second time. */
export async function serveAndMerge(stage: Stage, bills: Bills, screens: Screens): Promise<Order> {
  const { staff, narrator } = stage;
  narrator.chapter('Served, and onto one bill');
  for (const { id } of [bills.first, bills.second]) {
    const order = await staff.kasir.get<Order>(`/orders/${id}`);
    await bumpAll(screens.kitchen, order, 'kitchen', ['READY']);
    await takeFromTheCounter(stage, order);
    const ready = await staff.waiter.get<Order>(`/orders/${id}`);
    narrator.same(`bill ${order.number} is READY, and ${nameOf('waiter')} carries it out`, ready.status, 'READY');
  }
  const told = [screens.kitchen, screens.bar].map((tablet) => tablet.demands().length);
  const merged = await staff.waiter.post<Order>(`/orders/${bills.first.id}/merge`, { order_ids: [bills.second.id] });
  const left = await staff.waiter.get<Order>(`/orders/${bills.second.id}`);
  narrator.same(
    `bill ${bills.second.number} moves onto bill ${merged.number}: ${rupiah(merged.total_amount)}`,
    left.status,
    'VOIDED',
  );
  const served = await staff.waiter.patch<Order>(`/orders/${merged.id}/status`, { status: 'DONE' });
  narrator.same('everything is served', served.status, 'DONE');
  const isDone = ({ type, payload }: { type: string; payload: Readonly<Record<string, unknown>> }) =>
    type === 'ORDER_STATUS_CHANGED' && payload['id'] === merged.id && payload['status'] === 'DONE';
  await Promise.all([screens.kitchen, screens.bar].map((tablet) => tablet.waitFor('the served bill', isDone)));
  narrator.same(
    'no station was asked to cook anything twice',
    [screens.kitchen, screens.bar].map((tablet) => [tablet.demands().length, hasRepeats(tablet)]),
    told.map((count) => [count, false]),
  );
  return served;
}

export async function handOver({ staff, narrator }: Stage, takeaways: readonly Order[]): Promise<void> {
  for (const { id } of takeaways) await staff.kasir.patch(`/orders/${id}/status`, { status: 'DONE' });
  narrator.tell(`${nameOf('kasir')} hands ${takeaways.length} takeaways over the counter`);
}

/** What no station prepares is the waiter's to fetch. */
async function takeFromTheCounter({ staff, narrator }: Stage, order: Order): Promise<void> {
  for (const { id, name, station, status } of order.items) {
    if (station !== null || status === 'VOIDED') continue;
    await staff.waiter.patch(`/orders/${order.id}/items/${id}/status`, { status: 'READY' });
    narrator.tell(`${nameOf('waiter')} takes ${name} from the counter`);
  }
}

async function bumpAll(tablet: Tablet, order: Order, station: string, statuses: readonly string[]): Promise<void> {
  const lines = order.items.filter((line) => line.station === station && line.status !== 'VOIDED');
  for (const { id } of lines) for (const status of statuses) await tablet.bump(order.id, id, status);
}

function lineAt(order: Order, station: string): OrderLine {
  const line = order.items.find((one) => one.station === station);
  if (!line) throw new RangeError(`Bill ${order.number} has no line for the ${station}`);
  return line;
}

function mentions(payload: Readonly<Record<string, unknown>>, lineId: string, status: string): boolean {
  const items = (payload['items'] ?? [payload]) as { id?: unknown; status?: unknown }[];
  return items.some((item) => item.id === lineId && item.status === status);
}

function hasRepeats(tablet: Tablet): boolean {
  const ids = tablet.demands().map(({ id }) => id);
  return new Set(ids).size !== ids.length;
}
