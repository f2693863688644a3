import type { ActorRef, MinorUnits, OutletScope, Page, PageRequest } from '#libs/kernel';

import type { Payable } from './payables.js';
import type { PaymentStatus, PaymentView } from './payments.api.js';

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

export interface NewRefund {
  readonly id: string;
  readonly payment: PaymentView;
  readonly shiftId: string | null;
  readonly amount: MinorUnits;
  readonly reason: string;
  readonly actor: ActorRef;
}

export interface RefundView {
  readonly id: string;
  readonly paymentId: string;
  readonly orderId: string;
  readonly shiftId: string | null;
  readonly method: string;
  readonly amount: MinorUnits;
  readonly reason: string;
  readonly createdAt: Date;
}

export interface PaymentFilter {
  readonly outletId?: string;
  readonly orderId?: string;
  readonly shiftId?: string;
  readonly method?: string;
  readonly status?: PaymentStatus;
  readonly from?: Date;
  readonly to?: Date;
}

export interface PaymentWithRefunds {
  readonly payment: PaymentView;
  readonly refunds: readonly RefundView[];
}

/** Payments and their refunds. Writing joins the ambient transaction. */
export abstract class PaymentRepository {
  abstract insert(payment: NewPayment): Promise<PaymentView>;

  /** Throws `PAYMENT_NOT_FOUND` (404). */
  abstract get(id: string, scope: OutletScope): Promise<PaymentWithRefunds>;

  abstract ofPayable(outletId: string, payableId: string): Promise<PaymentView[]>;

  /** Takes the customer off the payments of these payables. */
  abstract forgetCustomers(payables: readonly Pick<Payable, 'id' | 'outletId'>[]): Promise<void>;

  /**
   * Adds to what was refunded, by one statement that never lets it exceed what was taken: null when it would. The refund's row is written
   * with it.
   */
  abstract refund(refund: NewRefund): Promise<RefundView | null>;

  /** Newest first. */
  abstract list(scope: OutletScope, filter: PaymentFilter, page: PageRequest): Promise<Page<PaymentView>>;
}
