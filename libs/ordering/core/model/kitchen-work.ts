import type { Actor, UserActor } from '#libs/kernel';

import type { OrderStatus } from './order-status.js';

/** A step of a line. `recall` goes back to where it was before its last bump: READY → COOKING, DONE → READY, or all the way to COOKING. */
export type LineMove = { readonly orderId: string; readonly itemId: string } & (
  | { readonly to: OrderStatus }
  | { readonly recallTo: 'READY' | 'COOKING' }
);

export interface LineMoves {
  readonly actor: Actor;
  readonly outletId: string;
  /** The orders of the lines. */
  readonly orderIds: readonly string[];
  /** Asked once these orders are locked, so that what it looks at stays as it is. Lines of other orders are refused. */
  readonly decide: () => Promise<readonly LineMove[]>;
}

/** What the kitchen does to orders. It tells of it what {@link KitchenDemand} hears. */
export abstract class KitchenWork {
  /**
   * Moves lines of several orders on, or back: all or none of them. Orders are locked in the order of their ids. Throws `ORDER_NOT_FOUND` (404), and what
   * moving a line throws: `LINE_HELD`, `INVALID_TRANSITION`, `ORDER_VOIDED` (409).
   */
  abstract moveLines(moves: LineMoves): Promise<void>;

  /** Lets what an order holds back go to the kitchen; one that the kitchen has stays as it is. Throws `ORDER_NOT_FOUND` (404), `NOTHING_TO_FIRE` and `NO_STATION` (422). */
  abstract fire(actor: UserActor, orderId: string, version?: number): Promise<void>;

  /** Tells the kitchen all that it has to make of an order, in case it was never told. */
  abstract tellKitchen(outletId: string, orderId: string): Promise<void>;
}
