import { effect, type ReadonlySignal, signal } from '@preact/signals';

import type { Api } from '../shared/api.js';
import { storageOf } from '../shared/storage.js';
import type { Bills } from './bills.js';
import { isByGuests, linesToLookAt, unlookedAt } from './guest-orders.js';
import type { Order } from './selling.js';
import type { Shop } from './shop.js';

/** Guests' orders that nobody has opened at this till. */
export interface Unopened {
  /** The ids of their bills. */
  readonly ids: ReadonlySignal<ReadonlySet<string>>;
  /** Somebody looks at the bill. */
  open(bill: Pick<Order, 'id' | 'items' | 'table_session_id' | 'hold_reason'>): void;
}

const keptAt = (outletId: string): string => `looked-at.${outletId}`;
const storage = storageOf('till');

/** Follows the open bills. What was looked at is kept on this device, so that what guests ordered while the page was closed is marked when it opens. */
export function createUnopened(api: Api, bills: Bills, shop: Shop): Unopened {
  const ids = signal<ReadonlySet<string>>(new Set());
  let place = '';
  let lookedAt: ReadonlySet<string> = new Set();
  /** The lines of each bill whose history was asked for: once for the same lines. */
  const asked = new Map<string, string>();

  function look(lines: readonly string[], present?: ReadonlySet<string>): void {
    const next = [...lookedAt, ...lines].filter((id) => !present || present.has(id));
    if (next.length === lookedAt.size && next.every((id) => lookedAt.has(id))) return;
    lookedAt = new Set(next);
    storage.write(keptAt(place), [...lookedAt]);
  }

  const mark = (id: string, isNew: boolean) => {
    if (ids.peek().has(id) === isNew) return;
    const next = new Set(ids.peek());
    if (isNew) next.add(id);
    else next.delete(id);
    ids.value = next;
  };

  async function ask(bill: Order): Promise<void> {
    const lines = linesToLookAt(bill, lookedAt);
    if (bill.hold_reason === 'APPROVAL') return mark(bill.id, true);
    if (asked.get(bill.id) === lines.join()) return;
    asked.set(bill.id, lines.join());
    const told = await api.get('/api/v1/orders/{id}/history', { params: { path: { id: bill.id } } });
    if (!told.ok) asked.delete(bill.id);
    else if (isByGuests(told.data.data)) mark(bill.id, linesToLookAt(bill, lookedAt).length > 0);
    else look(lines);
  }

  /** Takes up what this device remembers of an outlet; a till that is new there takes all for seen but what waits for a yes. */
  function standAt(outletId: string, open: readonly Order[]): void {
    place = outletId;
    const kept = storage.read<readonly string[]>(keptAt(outletId));
    lookedAt = new Set(kept ?? []);
    if (kept) return;
    storage.write(keptAt(outletId), []);
    look(
      open.filter(({ hold_reason: reason }) => reason !== 'APPROVAL').flatMap((bill) => linesToLookAt(bill, lookedAt)),
    );
  }

  effect(() => {
    const open = bills.open.value;
    if (!open) return;
    const outletId = shop.outlet.peek()?.id;
    if (outletId !== undefined && outletId !== place) standAt(outletId, open);
    look([], new Set(open.flatMap(({ items }) => items.map(({ id }) => id))));
    const waiting = unlookedAt(open, lookedAt);
    for (const id of ids.peek()) if (!waiting.some((bill) => bill.id === id)) mark(id, false);
    for (const bill of waiting) void ask(bill);
  });

  return {
    ids,
    open(bill) {
      look(linesToLookAt(bill, lookedAt));
      mark(bill.id, false);
    },
  };
}
