import type { ActorRef } from '#libs/kernel';

/** How much there is, as anybody may know it. What is not counted is IN. */
export type StockLevel = 'IN' | 'LOW' | 'OUT';

/** LOW at the product's own threshold and below; a product without one is never LOW. */
export const stockLevelOf = (trackStock: boolean, stock: number | null, threshold: number | null): StockLevel =>
  !trackStock ? 'IN' : (stock ?? 0) <= 0 ? 'OUT' : (stock ?? 0) <= (threshold ?? 0) ? 'LOW' : 'IN';

/** Stock of products at outlets, as the catalogue shows it. Implemented by inventory, which the catalogue must not call. */
export abstract class StockLevels {
  /** On-hand quantity by product id, summed over the outlets; products without stock at any of them are 0. Always fresh. */
  abstract onHand(productIds: readonly string[], outletIds: readonly string[]): Promise<ReadonlyMap<string, number>>;

  /**
   * First stock of a new product, of which nobody is told whether it is there, or a new count, in the ambient transaction; leaves a movement.
   */
  abstract set(input: {
    readonly outletId: string;
    readonly productId: string;
    readonly quantity: number;
    readonly reason: string;
    readonly actor: ActorRef;
    readonly isFirst?: boolean;
  }): Promise<void>;

  /**
   * From now on the product is low at an outlet when it has `threshold` pieces or fewer there: falling to it appends `LOW_STOCK`.
   * Null for never. In the ambient transaction; asking again with the same number is fine.
   */
  abstract watch(productId: string, threshold: number | null): Promise<void>;
}
