import { type ReadonlySignal, signal } from '@preact/signals';

import type { Api, Problem, Schemas } from '../shared/api.js';
import type { Order } from './selling.js';
import type { Shop } from './shop.js';

export type Details = Schemas['OrderDetailsResponse'];

/** Bills that are not paid, and what guests wait for. */
export interface Bills {
  /** Newest first; null until they are known. */
  readonly open: ReadonlySignal<readonly Order[] | null>;
  readonly recent: ReadonlySignal<readonly Order[] | null>;
  readonly problem: ReadonlySignal<Problem | null>;
  load(): Promise<void>;
  loadRecent(): Promise<void>;
}

const LATER_MS = 300;
const ENDED = ['VOIDED'];
/** Of bills that can be paid: an attempt that failed leaves them as open as they were. */
const UNPAID = ['PENDING', 'PARTIALLY_PAID', 'FAILED'] as const;

/** Whether something can still be done with a bill. */
export const isOpen = ({ status, payment_status: paid }: Pick<Order, 'status' | 'payment_status'>): boolean =>
  !ENDED.includes(status) && UNPAID.some((one) => one === paid);

/** Whether it is settled, and not all of it went back: it may be opened again, and its goods exchanged. */
export const isSettled = ({ status, payment_status: paid }: Pick<Order, 'status' | 'payment_status'>): boolean =>
  !ENDED.includes(status) && (paid === 'PAID' || paid === 'PARTIALLY_REFUNDED');

export function createBills(api: Api, shop: Shop): Bills {
  const open = signal<readonly Order[] | null>(null);
  const recent = signal<readonly Order[] | null>(null);
  const problem = signal<Problem | null>(null);
  let later: ReturnType<typeof setTimeout> | undefined;

  const list = (outletId: string, more: { payment_status?: (typeof UNPAID)[number] }) =>
    api.get('/api/v1/orders', { params: { query: { outlet_id: outletId, limit: 100, ...more } } });

  async function load(): Promise<void> {
    const here = shop.outlet.value?.id;
    if (!here) return;
    const told = await Promise.all(UNPAID.map((status) => list(here, { payment_status: status })));
    if (shop.outlet.value?.id !== here) return;
    problem.value = told.flatMap((one) => (one.ok ? [] : [one.problem]))[0] ?? null;
    if (problem.value) return;
    open.value = told
      .flatMap((one) => (one.ok ? one.data.data : []))
      .filter(({ status }) => !ENDED.includes(status))
      .sort((a, b) => b.created_at.localeCompare(a.created_at));
  }

  async function loadRecent(): Promise<void> {
    const here = shop.outlet.value?.id;
    if (!here) return;
    const told = await list(here, {});
    problem.value = told.ok ? null : told.problem;
    if (told.ok) recent.value = told.data.data;
  }

  shop.onEvent((message) => {
    if (message && !/^(NEW_ORDER|ORDER_|PAYMENT_)/.test(message.type)) return;
    clearTimeout(later);
    later = setTimeout(() => {
      void load();
      if (recent.value) void loadRecent();
    }, LATER_MS);
  });

  return {
    open,
    recent,
    problem,
    load,
    loadRecent,
  };
}
