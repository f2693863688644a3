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

export function createBills(api: Api, shop: Shop): Bills {
  const open = signal<readonly Order[] | null>(null);
  const recent = signal<readonly Order[] | null>(null);
  const problem = signal<Problem | null>(null);
  let later: ReturnType<typeof setTimeout> | undefined;

  const list = (outletId: string, more: { payment_status?: 'PENDING' | 'PARTIALLY_PAID' }) =>
    api.get('/api/v1/orders', { params: { query: { outlet_id: outletId, limit: 100, ...more } } });

  async function load(): Promise<void> {
    const here = shop.outlet.value?.id;
    if (!here) return;
    const [unpaid, partly] = await Promise.all([
      list(here, { payment_status: 'PENDING' }),
      list(here, { payment_status: 'PARTIALLY_PAID' }),
    ]);
    if (shop.outlet.value?.id !== here) return;
    const failed = [unpaid, partly].find((one) => !one.ok);
    problem.value = failed && !failed.ok ? failed.problem : null;
    if (!unpaid.ok || !partly.ok) return;
    open.value = [...unpaid.data.data, ...partly.data.data]
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
