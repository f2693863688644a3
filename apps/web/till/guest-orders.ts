import type { Schemas } from '../shared/api.js';
import type { Order } from './selling.js';

type Entry = Pick<Schemas['OrderHistoryEntryResponse'], 'action' | 'actor'>;
type Bill = Pick<Order, 'id' | 'table_session_id' | 'hold_reason'> & {
  readonly items: readonly Pick<Order['items'][number], 'id' | 'status'>[];
};

/** What may have come from guests: bills of a sitting with lines that nobody at this till has looked at. What waits for its payment is no order yet. */
export function unlookedAt<T extends Bill>(bills: readonly T[], lookedAt: ReadonlySet<string>): readonly T[] {
  return bills.filter(
    (bill) =>
      bill.table_session_id !== null && bill.hold_reason !== 'PAYMENT' && linesToLookAt(bill, lookedAt).length > 0,
  );
}

/** The ids of the lines of a bill that nobody has looked at; void ones ask for nothing. */
export const linesToLookAt = ({ items }: Bill, lookedAt: ReadonlySet<string>): readonly string[] =>
  items.filter(({ id, status }) => status !== 'VOIDED' && !lookedAt.has(id)).map(({ id }) => id);

/** Whether guests were the last who put something on a bill, by its history. */
export function isByGuests(history: readonly Entry[]): boolean {
  const placed = history.filter(({ action }) => action === 'PLACED' || action === 'LINES_ADDED');
  return placed.at(-1)?.actor.kind === 'guest';
}
