import { effect, signal } from '@preact/signals';

import type { Problem, Schemas } from '../shared/api.js';
import { storageOf } from '../shared/storage.js';
import { newId } from '../shared/uuid.js';
import { withQuantity } from './cart.js';
import { loadBills, loadMenu } from './load.js';
import { addMine, api, bills, cart, setCart, sitting, tableCartTold } from './state.js';

export type TableCart = Schemas['TableCartResponse'];
export type TableLine = TableCart['items'][number];

const storage = storageOf('guest');

/** What the phones at the table put together; null until it is known. */
export const tableCart = signal<TableCart | null>(null);
/** What it comes to as an order, in minor units; null until that is known. */
export const tableTotal = signal<number | null>(null);
export const isBusy = signal(false);
export const tableProblem = signal<Problem | null>(null);
/** As this phone wants to be called at its table. */
export const ownName = signal(storage.read<string>('name') ?? '');

/** Kept until the server has said what became of an order: however often it is sent, it is one. */
let key = newId();
let asked = 0;

export function setName(next: string): void {
  ownName.value = next;
  storage.write('name', next);
}

/** Shows what is there now, and follows what the other phones do: also while this one slept, after which its bills are fetched. Answers what ends that. */
export const followTableCart = (): (() => void) =>
  effect(() => {
    if (tableCartTold.value >= 0 && bills.value && sitting.value?.id) void loadTableCart();
  });

export async function loadTableCart(): Promise<void> {
  const told = await api.get('/api/v1/table-cart');
  if (told.ok) await show(told.data);
  else tableProblem.value = told.problem;
}

async function show(next: TableCart): Promise<void> {
  const before = tableCart.value;
  // An answer that was overtaken by a later one.
  if (before?.table_session_id === next.table_session_id && before.version > next.version) return;
  tableCart.value = next;
  // The order's lines have these ids: by them the phone knows its own again, whoever presses.
  addMine(next.items.filter(({ mine }) => mine).map(({ id }) => id));
  await ask(next);
}

async function ask({ items }: TableCart): Promise<void> {
  const turn = ++asked;
  tableTotal.value = null;
  if (items.length === 0 || items.some(({ available }) => !available)) return;
  const told = await api.post('/api/v1/orders/quote', {
    body: {
      items: items.map(({ product_id, quantity, modifiers, note }) => ({
        product_id,
        quantity,
        modifiers: modifiers.map(({ option_id, quantity: count }) => ({ option_id, quantity: count })),
        ...(note !== null && { note }),
      })),
    },
  });
  if (turn !== asked) return;
  if (told.ok) tableTotal.value = told.data.total_amount;
  else tableProblem.value = told.problem;
}

/** Puts what this phone was about to order in with the table's, line by line: each line's key is its own, so none is put in twice. */
export async function putMine(): Promise<void> {
  if (isBusy.value || cart.value.isInDoubt) return;
  isBusy.value = true;
  tableProblem.value = null;
  for (const { key: lineKey, product_id, quantity, options, note } of cart.value.lines) {
    const modifiers = options.map((option) => ({ ...option }));
    const told = await api.post('/api/v1/table-cart/items', {
      key: lineKey,
      body: { product_id, quantity, modifiers, ...(note && { note }), name: ownName.value.trim() },
    });
    if (!told.ok) {
      tableProblem.value = told.problem;
      break;
    }
    setCart(withQuantity(cart.value, lineKey, 0));
    await show(told.data);
  }
  isBusy.value = false;
}

/** So many of a line of this phone; 0 takes it out. */
export async function setTableQuantity({ id }: TableLine, quantity: number): Promise<void> {
  if (isBusy.value) return;
  isBusy.value = true;
  const params = { path: { id } };
  const told =
    quantity > 0
      ? await api.patch('/api/v1/table-cart/items/{id}', { params, body: { quantity } })
      : await api.del('/api/v1/table-cart/items/{id}', { params });
  tableProblem.value = told.ok || told.problem.code === 'CART_ITEM_NOT_FOUND' ? null : told.problem;
  isBusy.value = false;
  await loadTableCart();
}

/** Orders it for all, as it is on the screen. Answers whether it was. */
export async function orderForAll(): Promise<boolean> {
  const shown = tableCart.value;
  if (isBusy.value || !shown) return false;
  isBusy.value = true;
  tableProblem.value = null;
  const total = tableTotal.value;
  const told = await api.post('/api/v1/table-cart/order', {
    key,
    body: { version: shown.version, ...(total !== null && { expected_total: total }) },
  });
  isBusy.value = false;
  if (told.ok) {
    key = newId();
    await Promise.all([loadTableCart(), loadBills()]);
    return true;
  }
  if (!told.problem.lost) key = newId();
  tableProblem.value = told.problem;
  if (['PRODUCT_UNAVAILABLE', 'INSUFFICIENT_STOCK'].includes(told.problem.code)) await loadMenu();
  if (!told.problem.lost) await Promise.all([loadTableCart(), loadBills()]);
  return false;
}
