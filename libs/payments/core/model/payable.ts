import type { MinorUnits } from '#libs/kernel';

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

/** What of a bill a payment is for, where it is not simply for an amount. While the payment is live it is spoken for. */
export type BillPart =
  /** These pieces of its lines. */
  | { readonly kind: 'items'; readonly pieces: readonly Pieces[] }
  /** One of so many equal shares. */
  | { readonly kind: 'share'; readonly ways: number };

/** Pieces that are given back, and whether they go into stock again: where nothing is said, those that nobody began to make do. */
export interface ReturnedPieces extends Pieces {
  readonly restock?: boolean;
}

/** Pieces that somebody wants to give back: without a quantity all that are left of the line. */
export interface WantedReturn extends Omit<ReturnedPieces, 'quantity'> {
  readonly quantity?: number;
}

/** What pieces that are to be given back cost. */
export interface ReturnWorth {
  readonly amount: MinorUnits;
  readonly pieces: readonly ReturnedPieces[];
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

/** What a payment is recorded as, by method, and what it was paid by. */
export interface Retendered {
  readonly paymentId: string;
  readonly from: string;
  readonly to: string;
  readonly reason: string;
}
