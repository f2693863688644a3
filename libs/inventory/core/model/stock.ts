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
  /** Whether nobody is told that the product is sold out, or back: of a new product, and of each half of a change that leaves the stock as it is. */
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
