import type { ActorRef } from '#libs/kernel';

export interface StockChange {
  readonly productId: string;
  /** A positive count of pieces. */
  readonly quantity: number;
  /** For the person who reads why there is not enough. */
  readonly name?: string;
}

export interface StockReference {
  readonly outletId: string;
  /** What caused it, such as an order's id; every movement carries it. */
  readonly referenceId: string;
  readonly actor: ActorRef;
}

export abstract class InventoryApi {
  /**
   * Takes tracked stock for a sale, in the ambient transaction and one statement, rows locked in product order. All or nothing: throws
   * `INSUFFICIENT_STOCK` with `details.items: [{ product_id, requested, available }]`. Several changes of one product are summed.
   * Crossing a product's threshold downwards appends `LOW_STOCK`.
   */
  abstract take(reference: StockReference, changes: readonly StockChange[]): Promise<void>;

  /**
   * Gives stock of a cancelled sale back (`RETURN`), or records that it is lost although it was never served (`WASTE`: the sale's
   * movement is turned into waste, the quantity on hand stays). In the ambient transaction.
   */
  abstract giveBack(reference: StockReference, changes: readonly StockChange[], as: 'RETURN' | 'WASTE'): Promise<void>;
}
