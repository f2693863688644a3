import type { BasisPoints } from '#libs/kernel';

import type { OrderState } from './order-state.js';
import type { OrderType } from './order-status.js';

/** What a bill is for, and whose it is. Whatever is absent stays. */
export interface BillDetails {
  /** How it is served, and the rate of the service charge that goes with that. */
  readonly kind?: { readonly type: OrderType; readonly serviceChargeRate: BasisPoints };
  /** Null: nobody knows. */
  readonly guestCount?: number | null;
  /** Null: whoever opened it. */
  readonly serverId?: string | null;
  /** Null: nobody's. */
  readonly customerId?: string | null;
  readonly note?: string | null;
}

type Detail = 'type' | 'guestCount' | 'serverId' | 'customerId' | 'note';

/** The bill with other details. */
export const detailed = (order: OrderState, { kind, ...details }: BillDetails): OrderState => ({
  ...order,
  ...details,
  ...(kind &&
    kind.type !== order.type && {
      type: kind.type,
      rules: { ...order.rules, serviceChargeRate: kind.serviceChargeRate },
    }),
});

const DETAILS: readonly Detail[] = ['type', 'guestCount', 'serverId', 'customerId', 'note'];

/** Which details of two states of a bill are not the same. */
export const differingDetails = (before: OrderState, now: OrderState): ReadonlySet<Detail> =>
  new Set(DETAILS.filter((name) => before[name] !== now[name]));

/** What the history tells of them. A note is words of a person, and a customer is one: that they changed, not what to. */
export const detailChanges = (before: OrderState, now: OrderState) => {
  const changed = differingDetails(before, now);
  return {
    ...(changed.has('type') && { type: now.type, previous_type: before.type }),
    ...(changed.has('guestCount') && { guest_count: now.guestCount, previous_guest_count: before.guestCount }),
    ...(changed.has('serverId') && { server_id: now.serverId, previous_server_id: before.serverId }),
    ...(changed.has('customerId') && { customer: true }),
    ...(changed.has('note') && { note: true }),
  };
};
