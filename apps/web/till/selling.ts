import { effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';

import type { Api, Outcome, Problem, Schemas } from '../shared/api.js';
import { storageOf } from '../shared/storage.js';
import { newId } from '../shared/uuid.js';
import { type Cart, emptyCart, itemsOf, orderOf, readCart } from './cart.js';
import { bodyOf, type Means, type Tip, tipOf } from './means.js';
import { isParked } from './parked.js';
import type { Shop } from './shop.js';
import { hasHappened, type Lost, stateBefore, waitsAfter } from './lost.js';

export type Order = Schemas['OrderResponse'];
type Quote = Schemas['OrderQuoteResponse'];

/** What was sold last: it stays to be seen until the next sale begins. */
export interface Sold {
  readonly orderId: string;
  readonly number: string;
  readonly total: number;
  /** Of cash alone. */
  readonly change: number | null;
  readonly currency: string;
  /** It was written down: its money is still to be seen. */
  readonly waits?: boolean;
}

export type Attempt<T> =
  | { readonly outcome: 'done'; readonly data: T }
  | { readonly outcome: 'refused'; readonly problem: Problem }
  /** Being asked for: see {@link Selling.unknown}. */
  | { readonly outcome: 'unknown' };

export interface Selling {
  readonly cart: Signal<Cart>;
  readonly quote: ReadonlySignal<Quote | null>;
  readonly quoteProblem: ReadonlySignal<Problem | null>;
  readonly last: Signal<Sold | null>;
  /** While it is there nothing else is sold. */
  readonly unknown: ReadonlySignal<Lost | null>;
  /** Order and money in one. */
  sell(by: Means): Promise<Attempt<Sold>>;
  /** The cart as an open bill, or onto the one that it goes to; `park` puts it aside. */
  place(how?: { readonly park?: boolean }): Promise<Attempt<Order>>;
  /** `amount` for a share of the bill. */
  pay(order: Order, by: Means, amount?: number): Promise<Attempt<Sold>>;
  /** Has a guest pay by themselves; the same wish on a bill is the same intent. */
  intent(
    order: Order,
    method: 'midtrans' | 'pix' | 'credit_card',
    more: { readonly amount: number | undefined } & Tip,
  ): Promise<Outcome<Schemas['PayResponse']>>;
  /** Asks again now. */
  ask(): void;
  clear(): void;
}

const storage = storageOf('till');
const QUOTE_AFTER_MS = 250;
const ASK_EVERY_MS = 3_000;
/** An answer of "not there" is believed when it was told this often: a request may be under way still. */
const ENOUGH_DENIALS = 3;

export function createSelling(api: Api, shop: Shop): Selling {
  const cart = signal<Cart>(readCart(storage.read('cart')) ?? emptyCart(newId()));
  const quote = signal<Quote | null>(null);
  const quoteProblem = signal<Problem | null>(null);
  const last = signal<Sold | null>(null);
  const unknown = signal<Lost | null>(storage.read<Lost>('unknown'));
  let quoting: ReturnType<typeof setTimeout> | undefined;
  let turn = 0;
  let asking: ReturnType<typeof setTimeout> | undefined;
  let denials = 0;
  let settle: ((attempt: Attempt<Sold | Order>) => void) | null = null;
  /** The key of an intent, as long as it is the same: by what would be sent. */
  const keys = new Map<string, string>();

  const keyOf = (intent: object): string => {
    const text = JSON.stringify(intent);
    const key = keys.get(text) ?? newId();
    keys.clear();
    keys.set(text, key);
    return key;
  };

  effect(() => storage.write('cart', cart.value));
  effect(() => {
    const [now, here, online] = [cart.value, shop.outlet.value, shop.isOnline.value];
    clearTimeout(quoting);
    const mine = ++turn;
    quote.value = null;
    quoteProblem.value = null;
    if (!here || !online || now.lines.length === 0) return;
    quoting = setTimeout(() => void ask(), QUOTE_AFTER_MS);
    async function ask(): Promise<void> {
      const told = await api.post('/api/v1/orders/quote', { body: orderOf(now, here!.id) });
      if (mine !== turn) return;
      if (told.ok) quote.value = told.data;
      else quoteProblem.value = told.problem;
    }
  });

  const clear = () => (cart.value = emptyCart(newId()));

  const sold = (order: Order, change: number | null, waits = false): Sold => ({
    orderId: order.id,
    number: order.number,
    total: order.total_amount,
    change,
    currency: order.currency,
    ...(waits && { waits }),
  });
  const changeOf = ({ kind }: Means, change: number | undefined): number | null =>
    kind === 'cash' ? (change ?? 0) : null;

  function finish(kind: Lost['kind'], done: Sold): void {
    if (kind !== 'payment') clear();
    last.value = done;
    // The same again is another payment.
    keys.clear();
  }

  /** A lost answer is asked for until it is known; whatever was sent is never sent a second time under another name. */
  function lose<T extends Sold | Order>(lost: Lost): Promise<Attempt<T>> {
    unknown.value = lost;
    storage.write('unknown', lost);
    denials = 0;
    return new Promise((resolve) => {
      settle = resolve as typeof settle;
      asking = setTimeout(() => void askNow(), ASK_EVERY_MS);
    });
  }

  function known(attempt: Attempt<Sold | Order>): void {
    unknown.value = null;
    storage.remove('unknown');
    settle?.(attempt);
    settle = null;
  }

  async function askNow(): Promise<void> {
    clearTimeout(asking);
    const lost = unknown.value;
    if (!lost) return;
    const told = await api.get('/api/v1/orders/{id}', { params: { path: { id: lost.orderId } } });
    if (unknown.value !== lost) return;
    if (told.ok && hasHappened(lost, told.data)) {
      const order = told.data as unknown as Order;
      const paid = lost.tendered === null ? 0 : order.paid_amount - lost.paidBefore;
      const change = lost.tendered === null ? null : Math.max(0, lost.tendered - paid);
      const done = sold(order, change, waitsAfter(lost, told.data));
      if (lost.kind === 'order' || lost.kind === 'addition') {
        clear();
        known({ outcome: 'done', data: order });
      } else {
        finish(lost.kind, done);
        known({ outcome: 'done', data: done });
      }
      return;
    }
    if (told.ok || told.problem.status === 404) denials += 1;
    if (denials >= ENOUGH_DENIALS) {
      known({ outcome: 'refused', problem: told.ok ? NOT_ARRIVED : told.problem });
      return;
    }
    asking = setTimeout(() => void askNow(), ASK_EVERY_MS);
  }
  if (unknown.value) void askNow();

  const isLost = (problem: Problem): boolean => problem.code === 'NO_CONNECTION' && problem.lost !== false;

  return {
    cart,
    quote,
    quoteProblem,
    last,
    unknown,
    clear,
    ask: () => void askNow(),

    async sell(by) {
      const [now, outletId] = [cart.value, shop.outlet.value!.id];
      const total = quote.value?.total_amount;
      const body = {
        ...orderOf(now, outletId),
        id: now.orderId,
        ...bodyOf(by),
        ...(total !== undefined && { expected_total: total }),
      };
      const key = keyOf({ sale: body });
      const told = await api.post('/api/v1/transactions', { body, key });
      if (told.ok) {
        const { order, order_id: id, amount, currency, status } = told.data;
        const change = changeOf(by, told.data.change);
        const done = order
          ? sold(order, change, status === 'PENDING')
          : { orderId: id, number: '', total: amount, change, currency };
        finish('sale', done);
        return { outcome: 'done', data: done };
      }
      if (isLost(told.problem)) {
        return lose<Sold>({
          kind: 'sale',
          orderId: now.orderId,
          key,
          ...stateBefore(by),
          paidBefore: 0,
          linesBefore: 0,
        });
      }
      return { outcome: 'refused', problem: told.problem };
    },

    async place({ park = false } = {}) {
      const [now, outletId] = [cart.value, shop.outlet.value!.id];
      if (now.addTo) {
        const { id } = now.addTo;
        const before = await api.get('/api/v1/orders/{id}', { params: { path: { id } } });
        if (!before.ok) return { outcome: 'refused', problem: before.problem };
        const body = { items: itemsOf(now) };
        const key = keyOf({ addition: id, body });
        const told = await api.post('/api/v1/orders/{id}/items', { params: { path: { id } }, body, key });
        if (told.ok) clear();
        else if (isLost(told.problem)) {
          const { paid_amount: paidBefore, items } = before.data;
          return lose<Order>({
            kind: 'addition',
            orderId: id,
            key,
            tendered: null,
            paidBefore,
            linesBefore: items.length,
          });
        }
        return told.ok ? { outcome: 'done', data: told.data } : { outcome: 'refused', problem: told.problem };
      }
      const body = { ...orderOf(now, outletId), id: now.orderId, ...(park && { hold: true }) };
      const key = keyOf({ order: body });
      const told = await api.post('/api/v1/orders', { body, key });
      if (told.ok) {
        clear();
        return { outcome: 'done', data: told.data as unknown as Order };
      }
      if (isLost(told.problem)) {
        return lose<Order>({ kind: 'order', orderId: now.orderId, key, tendered: null, paidBefore: 0, linesBefore: 0 });
      }
      return { outcome: 'refused', problem: told.problem };
    },

    intent(order, method, { amount, ...tip }) {
      const body = { method, ...(amount !== undefined && { amount }), ...tipOf(tip), ...asSeen(order) };
      const key = keyOf({ intent: order.id, paid: order.paid_amount, body });
      return api.post('/api/v1/orders/{id}/pay', { params: { path: { id: order.id } }, body, key });
    },

    async pay(order, by, amount) {
      const body = { ...bodyOf(by), ...(amount !== undefined && { amount }), ...asSeen(order) };
      const key = keyOf({ payment: order.id, paid: order.paid_amount, body });
      const told = await api.post('/api/v1/orders/{id}/pay', { params: { path: { id: order.id } }, body, key });
      if (told.ok) {
        const done = sold(told.data.order ?? order, changeOf(by, told.data.change), told.data.status === 'PENDING');
        finish('payment', done);
        return { outcome: 'done', data: done };
      }
      if (isLost(told.problem)) {
        const { id: orderId, paid_amount: paidBefore, items } = order;
        const linesBefore = items.length;
        return lose<Sold>({ kind: 'payment', orderId, key, ...stateBefore(by, order), paidBefore, linesBefore });
      }
      return { outcome: 'refused', problem: told.problem };
    },
  };
}

/** A parked bill is taken up as this till sees it: of two that do so at once, one is told. */
const asSeen = (order: Order) => isParked(order) && { version: order.version };

const NOT_ARRIVED: Problem = { status: 0, code: 'NOT_ARRIVED', title: '', detail: '', errors: [], more: {} };
