import { computed, signal } from '@preact/signals';

import { createApi, type Problem, type Schemas } from '../shared/api.js';
import { createSession } from '../shared/session.js';
import { storageOf } from '../shared/storage.js';
import { asSold } from '../shared/variants.js';
import { type Cart, emptyCart } from './cart.js';
import type { Product } from './choice.js';

export type Menu = Schemas['MenuResponse'];
export type Bill = Schemas['OrderDetailsResponse'];
export type Payment = Bill['payments'][number];
export type Call = Schemas['ServiceCallResponse'];

/** Where this phone sits. */
export interface Sitting {
  readonly id: string;
  readonly tableId: string;
  readonly outletId: string;
  /** As waiters say it; empty until the server has told. */
  readonly tableName: string;
}

/** How far this phone has come. `waiting`: too many tried before it; until then, in ms of the server's time. */
export type Stage =
  | { readonly name: 'starting' | 'in' | 'refused' | 'inactive' | 'nobody' | 'ended' }
  | { readonly name: 'waiting'; readonly until: number }
  | { readonly name: 'broken'; readonly problem: Problem };

export type View = 'menu' | 'cart' | 'table';

const PAGE = 'guest';
const storage = storageOf(PAGE);

export const session = createSession(PAGE);
export const api = createApi(session);

export const stage = signal<Stage>({ name: 'starting' });
export const view = signal<View>('menu');
export const sitting = signal<Sitting | null>(storage.read<Sitting>('sitting'));
export const menu = signal<Menu | null>(null);
export const menuProblem = signal<Problem | null>(null);
/** The bills of the sitting, oldest first; null until they are known. */
export const bills = signal<readonly Bill[] | null>(null);
export const billsProblem = signal<Problem | null>(null);
/** The receipts of paid bills that this phone ordered on, as text by the bills' ids: they stay when the token is of no use any more. */
export const receipts = signal<ReadonlyMap<string, string>>(new Map());
/** Counts what was told of the table's cart. */
export const tableCartTold = signal(0);
export const calls = signal<readonly Call[]>([]);
export const cart = signal<Cart>(keptCart());
/** The lines that this phone ordered, by their ids. */
export const mine = signal<ReadonlySet<string>>(new Set(storage.read<string[]>('mine') ?? []));

/** The product whose sheet is open, and the bill that is being paid on this phone's screen. */
export const opened = signal<Product | null>(null);
export const payingBill = signal<string | null>(null);

/** What can be ordered, by its id: a product's variants in place of it. */
export const products = computed(() => new Map(menu.value ? asSold(menu.value).map((one) => [one.id, one]) : []));

function keptCart(): Cart {
  const id = storage.read<Sitting>('sitting')?.id ?? '';
  const kept = storage.read<Cart>('cart');
  return kept?.sessionId === id ? kept : emptyCart(id);
}

export function setCart(next: Cart): void {
  cart.value = next;
  storage.write('cart', next);
}

export function addMine(ids: readonly string[]): void {
  mine.value = new Set([...mine.value, ...ids]);
  storage.write('mine', [...mine.value]);
}

/** Another sitting than before begins with nothing of the other's. */
export function sitAt(next: Sitting | null): void {
  const isSame = next !== null && next.id === sitting.value?.id;
  sitting.value = next;
  if (next) storage.write('sitting', next);
  else storage.remove('sitting');
  if (isSame) return;
  storage.remove('cart');
  storage.remove('mine');
  storage.remove('paying');
  cart.value = emptyCart(next?.id ?? '');
  mine.value = new Set();
  bills.value = null;
  receipts.value = new Map();
  calls.value = [];
}

/** The party moved, or joined another, and is the same party: its cart goes along. */
export function moveTo(next: Sitting): void {
  sitting.value = next;
  storage.write('sitting', next);
  setCart({ ...cart.value, sessionId: next.id });
}
