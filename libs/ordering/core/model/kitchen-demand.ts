import type { Act, OrderState } from './order-state.js';
import type { ChosenModifier } from './order-line.js';
import type { OrderStatus, OrderType } from './order-status.js';

/** What the kitchen may know of an order. */
export interface DemandingOrder {
  readonly id: string;
  readonly outletId: string;
  readonly number: string;
  readonly type: OrderType;
  readonly tableName: string | null;
  /** Placed by a guest or a customer, and not by staff. */
  readonly isGuests: boolean;
  readonly customerId: string | null;
  readonly note: string | null;
  readonly createdAt: Date;
}

/** A part of a line that a station of its own makes. */
export interface DemandedComponent {
  readonly station: string;
  readonly name: string;
  /** Seconds that a piece of it takes; null for the line's. */
  readonly prepSeconds: number | null;
}

/** A line that a station makes, as it is now. */
export interface DemandedLine {
  readonly itemId: string;
  readonly productId: string;
  readonly name: string;
  readonly station: string;
  /** Seconds that a piece takes; null for what the station says. */
  readonly prepSeconds: number | null;
  /** What several stations make of it, each its own part: `station` makes none of it then but what is among them. Empty for what `station` makes whole. */
  readonly components: readonly DemandedComponent[];
  /** Pieces that are wanted: those that were given back before anybody began are not. */
  readonly pieces: number;
  readonly modifiers: readonly Pick<ChosenModifier, 'group' | 'name' | 'quantity'>[];
  readonly note: string | null;
  readonly status: OrderStatus;
  readonly voidReason: string | null;
  /** The line whose pieces these are, where pieces went to a bill of their own. */
  readonly splitFrom: string | null;
}

/** All that the kitchen has to make of an order, and what was done last. */
export interface Demand {
  readonly order: DemandingOrder;
  readonly lines: readonly DemandedLine[];
  readonly act: Act;
}

export const demandingOrder = (order: OrderState): DemandingOrder => ({
  id: order.id,
  outletId: order.outletId,
  number: order.number,
  type: order.type,
  tableName: order.tableName,
  isGuests: order.placedBy.kind === 'guest' || order.placedBy.role === 'CUSTOMER',
  customerId: order.customerId,
  note: order.note,
  createdAt: order.createdAt,
});

/**
 * How the kitchen learns what to make. Ordering says what an order's stations have to make, as it is now, in the transaction that made it so; the kitchen
 * compares this with what it was told before. Lines that no station makes are never told.
 */
export abstract class KitchenDemand {
  /**
   * A new order. All is decided at once; the answer writes it, by one statement that looks at nothing first, in the ambient unit of work. It may be
   * called again when that is repeated.
   */
  abstract place(demand: Demand): Promise<() => Promise<void>>;

  /** A change, of whatever kind, in the ambient unit of work, after the order's row was locked and written. What the kitchen knows already is no change. */
  abstract changed(demand: Demand): Promise<void>;
}
