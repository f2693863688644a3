import type { Actor, MinorUnits } from '#libs/kernel';

import type { Payable } from './payables.js';
import type { Payer, Presentation } from './payment-gateway.js';

export const PAYMENT_STATUSES = [
  'PENDING',
  'AUTHORIZED',
  'PAID',
  'FAILED',
  'EXPIRED',
  'CANCELLED',
  'UNKNOWN',
  'PARTIALLY_REFUNDED',
  'REFUNDED',
] as const;
export type PaymentStatus = (typeof PAYMENT_STATUSES)[number];

export interface PaymentView {
  readonly id: string;
  readonly orderId: string;
  readonly outletId: string;
  readonly shiftId: string | null;
  readonly method: string;
  readonly status: PaymentStatus;
  /** Money taken. For cash it is what stays in the drawer: the share of the bill and its rounding. */
  readonly amount: MinorUnits;
  /** What rounding to the smallest coin added to the share of the bill that this paid (may be negative). */
  readonly rounding: MinorUnits;
  readonly refundedAmount: MinorUnits;
  readonly currency: string;
  readonly tendered: MinorUnits | null;
  readonly change: MinorUnits | null;
  /** Refunds under way: asked for, and not yet given back. */
  readonly refundPending: MinorUnits;
  /** How much of it counts for the bill; what was captured beyond that is given back. */
  readonly appliedAmount: MinorUnits;
  /** Null for cash. */
  readonly gateway: string | null;
  /** The gateway's own id of the charge. */
  readonly reference: string | null;
  readonly expiresAt: Date | null;
  readonly paidAt: Date | null;
  /** No longer wanted: being cancelled at its gateway. */
  readonly isGivenUp: boolean;
  /** Why a person must look at it; null when nobody needs to. */
  readonly review: string | null;
  /** The user who took it; a guest's or a customer's own payment names their session or account. */
  readonly createdBy: string | null;
  readonly createdAt: Date;
}

export interface TakeCash {
  readonly payable: Payable;
  /** The share of the bill to pay, before rounding. */
  readonly amount: MinorUnits;
  /** What the guest hands over; exactly what is due when absent. */
  readonly tendered?: MinorUnits;
  /** The outlet's smallest coin. */
  readonly cashRounding: MinorUnits;
  readonly actor: Actor;
}

export abstract class PaymentsApi {
  /**
   * Takes cash into the cashier's drawer, in the ambient transaction. Throws `NO_OPEN_SHIFT` (409), `TENDERED_TOO_LITTLE` (422).
   * The caller keeps the bill's own sum right.
   */
  abstract takeCash(input: TakeCash): Promise<PaymentView>;

  /**
   * Ends what a payable may still be paid with, and refunds whatever is captured for it, in the ambient transaction. Cash is given back at once; what a gateway took is asked
   * back by a job, and told to `Payables` when it is done. Answers how much was given back at once.
   */
  abstract refundAll(input: { payable: Payable; reason: string; actor: Actor }): Promise<MinorUnits>;

  /** A payable's payments, oldest first. */
  abstract ofPayable(outletId: string, payableId: string): Promise<PaymentView[]>;
}

export interface ReserveIntent {
  readonly payable: Payable;
  /** What nobody has paid yet. */
  readonly due: MinorUnits;
  /** The share to pay; all that is due, beside what others are paying, when absent. */
  readonly amount?: MinorUnits;
  readonly method: string;
  readonly expiresAt: Date;
  readonly actor: Actor;
}

/** An intent as its payer may see it. */
export interface OpenedIntent {
  readonly payment: PaymentView;
  readonly presentation: Presentation;
}

/** Payments through gateways. Whoever owns the bill holds its lock where the ambient transaction is named. */
export abstract class IntentsApi {
  /** Throws `PAYMENT_METHOD_UNAVAILABLE` (422) when no gateway here serves the method in this currency. */
  abstract assertServed(method: string, currency: string): void;

  /**
   * Saves the attempt to pay, in the ambient transaction, or finds the live one that this wish means. Gives up those that would take more
   * than the bill. Answers the payment's id.
   */
  abstract reserve(input: ReserveIntent): Promise<string>;

  /**
   * Opens the charge at its gateway, once however many ask, and answers what the payer needs. Outside any transaction. Throws
   * `PROVIDER_UNAVAILABLE` (503), `PAYMENT_REFUSED` (422), `PAYMENT_NOT_OPEN` (409).
   */
  abstract open(intent: { paymentId: string; outletId: string; payer: Payer | null }): Promise<OpenedIntent>;

  /** An opened intent again, in whatever state it is. Outside any transaction. Throws as `open` does. */
  abstract show(intent: { paymentId: string; outletId: string }): Promise<OpenedIntent>;

  /** Gives up intents that would take more than `room`, in the ambient transaction: cash is on the table. */
  abstract makeRoom(payable: Payable, room: MinorUnits): Promise<void>;

  /** How many intents are live, in the ambient transaction. */
  abstract countLive(payable: Payable): Promise<number>;

  /**
   * Sees to it that nothing live can be paid any more: cancels at the gateways. Outside any transaction. What turns out to be paid is
   * applied. Throws `PROVIDER_UNAVAILABLE` (503) when a gateway does not say.
   */
  abstract closeAll(outletId: string, payableId: string): Promise<void>;
}
