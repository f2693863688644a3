import type { ActorRef } from '#libs/kernel';

export const MOVEMENT_TYPES = ['SALE', 'RETURN', 'ADJUSTMENT', 'PURCHASE', 'WASTE', 'COUNT'] as const;
export type MovementType = (typeof MOVEMENT_TYPES)[number];

/** Most pieces that one change may name, and most that an outlet may hold of a product: sums stay safe integers. */
export const LARGEST_QUANTITY = 1_000_000_000;
export const LARGEST_STOCK = 1_000_000_000_000;

/** Amounts by product id: signed pieces to move, or the pieces that were counted. */
export type Amounts = ReadonlyMap<string, number>;

/** Changes of several products at one outlet: all of them, or none. */
export interface StockPosting {
  readonly outletId: string;
  readonly type: MovementType;
  /** `BY` adds the signed amounts to what is there; `TO` makes the amounts what is there. */
  readonly change: 'BY' | 'TO';
  readonly amounts: Amounts;
  readonly actor: ActorRef;
  readonly reason?: string | null;
  readonly referenceId?: string | null;
  /** Whether a product that falls to its threshold is announced as `LOW_STOCK`. */
  readonly announcesLow: boolean;
  /** Whether the product is sold out, or back, is nobody's news: of a new product, and half of what leaves the stock as it is. */
  readonly isQuiet?: boolean;
}

export interface PostedStock {
  readonly productId: string;
  readonly before: number;
  readonly after: number;
}

/** What a sale takes from one outlet: pieces by product id, each at least one. */
export interface StockSale {
  readonly outletId: string;
  readonly pieces: Amounts;
  readonly actor: ActorRef;
  /** The order's id. */
  readonly referenceId: string;
}

/** `applied` is false when one product would have fallen below zero (or grown beyond reason); then nothing has changed. */
export interface PostingResult {
  readonly applied: boolean;
  /** By product, in the order of the posting. When not applied, `after` is what could not be. */
  readonly stock: readonly PostedStock[];
}

/** A sale asked for more than there is: what is there of its products, and what would have been left. */
export class StockShortage extends Error {
  constructor(readonly stock: readonly PostedStock[]) {
    super('There is not enough stock for a sale');
  }
}

/** The shortage of a sale, by what is there of each of its products. */
export const shortageOf = ({ pieces }: StockSale, held: (productId: string) => number): StockShortage =>
  new StockShortage(
    [...pieces].map(([productId, taken]) => {
      const before = held(productId);
      return { productId, before, after: before - taken };
    }),
  );

/**
 * What outlets hold, and every movement that led there: the quantity on hand is always the sum of a product's movements. Postings
 * join the ambient transaction; rows are locked in product order and held to its end.
 */
export abstract class StockLedger {
  /**
   * Takes all pieces of a sale, each a `SALE` movement, in one statement that fails when one product has too few. A product that falls to its
   * threshold is announced as `LOW_STOCK`, one of which nothing is left as `PRODUCT_AVAILABILITY_CHANGED`. Throws {@link StockShortage}, after
   * which nothing else can be done in the ambient transaction.
   */
  abstract take(sale: StockSale): Promise<void>;

  /**
   * A product that has nothing left, or something again, is announced as `PRODUCT_AVAILABILITY_CHANGED`. One round trip; more the first time that a product is stocked at an outlet, and when one falls to its threshold.
   */
  abstract post(posting: StockPosting): Promise<PostingResult>;

  /** Pieces by product id, summed over the outlets. Products without stock are left out. */
  abstract onHand(productIds: readonly string[], outletIds: readonly string[]): Promise<Map<string, number>>;

  /** A product at or under its threshold is low; null for never. In the ambient transaction. */
  abstract watch(productId: string, threshold: number | null): Promise<void>;
}
