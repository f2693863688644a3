import type { ActorRef, MinorUnits } from '#libs/kernel';

/** What is paid for: a bill of some module's, known here by id, amount, currency and outlet alone. */
export interface Payable {
  readonly id: string;
  readonly outletId: string;
  readonly currency: string;
  /** For the receipt and the gateway's page: the order's number. */
  readonly label: string;
  readonly sessionId: string | null;
  readonly customerId: string | null;
}

/** Money that a gateway took. */
export interface Capture {
  readonly paymentId: string;
  readonly method: string;
  readonly amount: MinorUnits;
}

/** Some of the pieces of one of a payable's lines. */
export interface Pieces {
  readonly lineId: string;
  readonly quantity: number;
}

/** Pieces that are given back, and whether they go into stock again: where nothing is said, those that nobody began to make do. */
export interface ReturnedPieces extends Pieces {
  readonly restock?: boolean;
}

/** Money that went back to the payer. */
export interface MoneyBack {
  /** What the bill had taken of it. */
  readonly amount: MinorUnits;
  /** What the bill never took: it came too late, or twice. */
  readonly late: MinorUnits;
  /** What it is for; null when it was asked for as an amount. */
  readonly pieces: readonly ReturnedPieces[] | null;
}

/** What refunds by lines have given back already, or are about to. */
export interface GivenBack {
  readonly pieces: readonly Pieces[];
  readonly amount: MinorUnits;
}

/** How much of a capture a payable took, and what it still needs. */
export interface Taken {
  readonly applied: MinorUnits;
  readonly due: MinorUnits;
}

/**
 * Told, in the ambient transaction, when money for a payable moved outside its own use case (a refund, a gateway's capture). Implemented by
 * ordering, which payments must not call.
 */
export abstract class Payables {
  /** Locks it until the transaction ends. Before a payment's own row, always, so that two changes of a bill queue and never deadlock. */
  abstract hold(payableId: string, outletId: string): Promise<void>;

  /** What the payable does not take, because it needs no more or it is too late, goes back to the payer. */
  abstract captured(payableId: string, outletId: string, capture: Capture): Promise<Taken>;

  /** An attempt to pay came to nothing. */
  abstract failed(payableId: string, outletId: string, paymentId: string): Promise<void>;

  /**
   * What is to go back for these pieces: their share of everything on the bill, so that whatever it is split into sums to the bill to the unit.
   * Throws `ORDER_ITEM_NOT_FOUND` (404) and `REFUND_TOO_MANY` (422). The payable is held.
   */
  abstract worth(payableId: string, outletId: string, wanted: readonly Pieces[], given: GivenBack): Promise<MinorUnits>;

  /** Pieces that are given back with it go into stock again, or not, and leave the kitchen as long as nobody began to make them. */
  abstract refunded(payableId: string, outletId: string, money: MoneyBack, actor: ActorRef): Promise<void>;

  /** What cash at this outlet is a multiple of; 1 where every amount can be paid. */
  abstract smallestCoin(outletId: string): Promise<MinorUnits>;
}
