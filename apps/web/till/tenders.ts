import { type ReadonlySignal, signal } from '@preact/signals';

import type { Api, Schemas } from '../shared/api.js';
import type { Shop } from './shop.js';

export type Tender = Schemas['TenderResponse'];

/** What the outlet is paid by besides cash and gateways: staff say so, and nothing is charged by it. */
export interface Tenders {
  /** Those in use, in their order; none until they are known. */
  readonly inUse: ReadonlySignal<readonly Tender[]>;
  load(): Promise<void>;
}

const METHODS: readonly string[] = ['card_terminal', 'static_qr', 'bank_transfer', 'voucher', 'other'];

export const isTender = (method: string): boolean => METHODS.includes(method);

export function createTenders(api: Api, shop: Shop): Tenders {
  const inUse = signal<readonly Tender[]>([]);
  let of: string | null = null;

  async function load(): Promise<void> {
    const here = shop.outlet.value?.id;
    if (!here) return;
    if (of !== here) inUse.value = [];
    of = here;
    const told = await api.get('/api/v1/tenders', { params: { query: { outlet_id: here } } });
    if (told.ok && shop.outlet.value?.id === here) inUse.value = told.data.data.filter(({ active }) => active);
  }

  // Nothing tells of a tender that was changed: screens that need them ask anew.
  shop.onEvent((message) => {
    if (message === null) void load();
  });

  return { inUse, load };
}

interface Payment {
  readonly id: string;
  readonly method: string;
  readonly status: string;
  readonly amount: number;
}

/** A bill: with its payments where it was asked for by itself. */
interface Paid<P extends Payment = Payment> {
  readonly id: string;
  readonly payments?: readonly P[];
}

/** Payments by tender whose money nobody has seen yet. */
export const unseenOf = <P extends Payment>({ payments }: Paid<P>): readonly P[] =>
  (payments ?? []).filter(({ method, status }) => status === 'PENDING' && isTender(method));

/** How much of a bill is spoken for by them, in the smallest unit: nobody else is asked for it. */
export const spokenFor = (bill: Paid): number => unseenOf(bill).reduce((sum, { amount }) => sum + amount, 0);

const HELD = ['PENDING', 'PAID'];

/** How many payments by a method there are, in some states: those that hold when none is named. */
export const paymentsBy = (method: string, { payments }: Paid, states = HELD): number =>
  (payments ?? []).filter((one) => one.method === method && states.includes(one.status)).length;
