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
  /** The user who took it; null for a guest's or a customer's own payment. */
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

  /** Refunds whatever is still captured for a payable, in the ambient transaction; answers how much. */
  abstract refundAll(input: { payable: Payable; reason: string; actor: Actor }): Promise<MinorUnits>;

  /** Takes the customer off the payments of these payables: the person is erased, the money stays. */
  abstract forgetCustomers(payables: readonly Pick<Payable, 'id' | 'outletId'>[]): Promise<void>;

  /** A payable's payments, oldest first. */
  abstract ofPayable(outletId: string, payableId: string): Promise<PaymentView[]>;
}
