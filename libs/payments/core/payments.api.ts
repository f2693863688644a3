import type { Actor, MinorUnits } from '#libs/kernel';

import type { Payable } from './payables.js';

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
  /** Somebody looked again at a `tendered` that is more than the next notes above the bill could make. */
  readonly isTenderedConfirmed?: boolean;
  /** The outlet's smallest coin. */
  readonly cashRounding: MinorUnits;
  /** False: no money was taken for the bill before, and nobody has to look. */
  readonly hasEarlier?: boolean;
  readonly actor: Actor;
}

export abstract class PaymentsApi {
  /**
   * Takes cash into the cashier's drawer, in the ambient transaction. Throws `NO_OPEN_SHIFT` (409), `TENDERED_TOO_LITTLE`,
   * `TENDERED_UNLIKELY` and `CASH_SHARE_TOO_SMALL` (422: the smallest coin rounds it to nothing).
   * The caller keeps the bill's own sum right.
   */
  abstract takeCash(input: TakeCash): Promise<PaymentView>;

  /**
   * Ends what a payable may still be paid with, and refunds whatever is captured for it, in the ambient transaction. Cash is given back at once; what a gateway took is asked
   * back by a job, and told to `Payables` when it is done. Answers how much was given back at once.
   */
  abstract refundAll(input: { payable: Payable; reason: string; actor: Actor }): Promise<MinorUnits>;

  /**
   * Takes the customer off the payments of these payables: the person is erased, the money stays. Whoever keeps what gateways said of the
   * payer hears of it by `PAYER_FORGOTTEN`.
   */
  abstract forgetCustomers(payables: readonly Pick<Payable, 'id' | 'outletId'>[]): Promise<void>;

  /** A payable's payments, oldest first. */
  abstract ofPayable(outletId: string, payableId: string): Promise<PaymentView[]>;
}
