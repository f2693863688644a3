import type { GuestOrders } from '#libs/outlets';

import { isOpenToLines } from './order-money.js';
import type { Order } from './order.js';
import type { HoldReason } from './order-status.js';

/** Why what a guest orders at a table waits. `isKnown`: staff have let something through, or ordered something, for the sitting before. */
export function guestHold(rule: GuestOrders, isKnown: boolean): HoldReason | null {
  if (rule === 'PAY_FIRST') return 'PAYMENT';
  if (rule === 'APPROVE') return 'APPROVAL';
  return rule === 'APPROVE_FIRST' && !isKnown ? 'APPROVAL' : null;
}

/**
 * The bill of a sitting that another round goes on: open, with something still to be paid, and waiting for the same as the round. The oldest of
 * several, since those after it were split off or opened on purpose. Null where a new one must be opened.
 */
export function openBillOf(bills: readonly Order[], holdReason: HoldReason | null): Order | null {
  const open = bills.filter(({ view }) => isOpenToLines(view) && view.holdReason === holdReason);
  return open.reduce<Order | null>(
    (first, bill) => (first && first.view.createdAt <= bill.view.createdAt ? first : bill),
    null,
  );
}
