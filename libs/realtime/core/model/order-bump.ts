import { ORDER_STATUSES, type OrderStatus } from '#libs/ordering';

/** The statuses that a tablet may ask for. */
export const BUMP_STATUSES: readonly OrderStatus[] = ORDER_STATUSES;
export type BumpStatus = OrderStatus;
