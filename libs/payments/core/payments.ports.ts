import type { ActorRef, MinorUnits, OutletScope, Page, PageRequest, PeriodSpans } from '#libs/kernel';

import type { Payable } from './payables.js';
import type { PaymentStatus, PaymentView } from './payments.api.js';
import type { RefundView } from './refunds.js';

/** A payment that is money already: cash. */
export interface NewPayment {
  readonly id: string;
  readonly payable: Payable;
  readonly shiftId: string | null;
  readonly method: string;
  readonly status: PaymentStatus;
  readonly amount: MinorUnits;
  readonly rounding: MinorUnits;
  readonly tendered: MinorUnits | null;
  readonly change: MinorUnits | null;
  readonly actor: ActorRef;
  readonly at: Date;
}

export interface PaymentFilter {
  readonly outletId?: string;
  readonly orderId?: string;
  readonly shiftId?: string;
  readonly method?: string;
  readonly status?: PaymentStatus;
  /** Those that a person must look at, or those that nobody must. */
  readonly needsReview?: boolean;
  readonly period?: PeriodSpans;
}

export interface PaymentWithRefunds {
  readonly payment: PaymentView;
  readonly refunds: readonly RefundView[];
}

/** Payments as they are shown. Writing joins the ambient transaction. */
export abstract class PaymentRepository {
  abstract insert(payment: NewPayment): Promise<PaymentView>;

  /** Throws `PAYMENT_NOT_FOUND` (404). */
  abstract get(id: string, scope: OutletScope): Promise<PaymentWithRefunds>;

  abstract ofPayable(outletId: string, payableId: string): Promise<PaymentView[]>;

  /** Takes the customer off the payments of these payables; the ids of those that had one. */
  abstract forgetCustomers(payables: readonly Pick<Payable, 'id' | 'outletId'>[]): Promise<string[]>;

  /** Newest first. */
  abstract list(scope: OutletScope, filter: PaymentFilter, page: PageRequest): Promise<Page<PaymentView>>;
}

/** Tells whoever is on duty that a payment was parked for a person. */
export abstract class ReviewAlarm {
  abstract raise(gateway: string, review: string): void;
}
